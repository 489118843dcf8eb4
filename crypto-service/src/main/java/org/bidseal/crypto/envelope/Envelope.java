package org.bidseal.crypto.envelope;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.bidseal.crypto.blob.BlobName;
import org.bidseal.smcrypto.Sm3Hash;
import org.jspecify.annotations.Nullable;

/// A bid envelope, one type per state. What a state does not offer cannot be called:
///
/// | from | address | describe | sign | store content | seal |
/// |---|---|---|---|---|---|
/// | DRAFT | ADDRESSED | | | | |
/// | ADDRESSED | ADDRESSED | DESCRIBED | | | |
/// | DESCRIBED | ADDRESSED | DESCRIBED | DESCRIBED | DESCRIBED | SEALED, once signed and stored |
///
/// | from | supersede | retract | decrypt | succeed | fail | open by fallback | judge |
/// |---|---|---|---|---|---|---|---|
/// | SEALED | SUPERSEDED | RETRACTED | DECRYPTING | | | OPENED_BY_FALLBACK | WITHDRAWN, RECALLED |
/// | DECRYPTING | | | | DECRYPTED | FAILED | | |
/// | FAILED | | | DECRYPTING | | | OPENED_BY_FALLBACK | WITHDRAWN, RECALLED |
/// | WITHDRAWN, RECALLED | | | | | | | WITHDRAWN, RECALLED, overruled |
/// | SUPERSEDED, RETRACTED, DECRYPTED, OPENED_BY_FALLBACK | | | | | | | |
///
/// Until it is sealed a bidder may begin again: a desk that lost the file key needs a new header.
/// Whatever was signed or stored before then counts no more. After the seal a bid is changed by
/// sealing another one before the deadline, which supersedes it; a superseded envelope stays as it
/// is and is never opened, which nobody can do without the server's half of the key. The same holds
/// for a bid that its bidder takes back. What is not opened when the platform concludes the opening
/// is judged: WITHDRAWN (视为撤销) by the bidder's fault, RECALLED (视为撤回) by anybody else's (电子招标投标办法
/// 第三十一条).
public sealed interface Envelope {
  /// What the envelope is for.
  BidPart part();

  /// Before the seal: the envelope may still be addressed, anew or again.
  sealed interface Unsealed extends Envelope {
    /// Names the recipients; what was described before is void.
    default Addressed address(Addressing addressing) {
      return new Addressed(part(), addressing);
    }
  }

  /// The recipients are known, so the envelope may be described, or described again.
  sealed interface WithRecipients extends Unsealed {
    Addressing addressing();

    /// Says what was sealed; signature and content of an earlier description are void.
    default Described describe(Description description) {
      return new Described(part(), addressing(), description, null, null);
    }
  }

  /// Sealed: bid, recipients, description and content stay as they are for ever.
  sealed interface Closed extends Envelope {
    Seal seal();

    @Override
    default BidPart part() {
      return seal().part();
    }
  }

  /// Sealed, and no decryption is running or done.
  sealed interface Openable extends Closed {
    /// Begins to decrypt; the caller has checked opening time, session and commitment.
    default Decrypting decrypt(DecryptionStart start) {
      return new Decrypting(seal(), start);
    }

    /// The bidder has handed in the plain file; the caller has checked time and commitment.
    default OpenedByFallback openByFallback(FallbackOpening fallback) {
      return new OpenedByFallback(this, fallback);
    }

    /// The opening is concluded and the bid was not opened.
    default Judged judge(Outcome outcome, Instant at) {
      return new Judged(this, outcome, at);
    }
  }

  /// A bid is announced.
  record Draft(BidPart part) implements Unsealed {}

  /// Recipients are chosen.
  record Addressed(BidPart part, Addressing addressing) implements WithRecipients {}

  /// The header is known; signature and content come in any order.
  record Described(
      BidPart part,
      Addressing addressing,
      Description description,
      @Nullable StatementSignature signature,
      @Nullable BlobName content)
      implements WithRecipients {

    /// Adds the verified signature.
    public Described sign(StatementSignature verified) {
      return new Described(part, addressing, description, verified, content);
    }

    /// Adds, or replaces, the checked content.
    public Described store(BlobName checked) {
      return new Described(part, addressing, description, signature, checked);
    }

    /// The sealed envelope; empty while signature or content is missing.
    ///
    /// @param sealedAt the database's time, before the deadline
    public Optional<Sealed> seal(Instant sealedAt) {
      return signature == null || content == null
          ? Optional.empty()
          : Optional.of(
              new Sealed(new Seal(part, addressing, description, signature, content, sealedAt)));
    }
  }

  /// What lies sealed.
  record Seal(
      BidPart part,
      Addressing addressing,
      Description description,
      StatementSignature signature,
      BlobName content,
      Instant sealedAt) {}

  /// Sealed, never opened.
  record Sealed(Seal seal) implements Openable {
    /// Gives way to a later bid of the same enterprise.
    ///
    /// @param successor the envelope that was sealed now
    public Superseded supersede(UUID successor, Instant at) {
      return new Superseded(seal, successor, at);
    }

    /// The bidder takes his bid back.
    public Retracted retract(Instant at) {
      return new Retracted(seal, at);
    }
  }

  /// Another envelope took its place before the deadline.
  ///
  /// @param successor the envelope that was sealed instead
  record Superseded(Seal seal, UUID successor, Instant supersededAt) implements Closed {}

  /// Its bidder took it back before the deadline.
  record Retracted(Seal seal, Instant retractedAt) implements Closed {}

  /// A job is decrypting.
  record Decrypting(Seal seal, DecryptionStart start) implements Closed {
    /// Final tag and tree root were right.
    public Decrypted succeed(Opened opened) {
      return new Decrypted(seal, start, opened);
    }

    /// It cannot be decrypted with this key, or from this content.
    public Failed fail(Instant failedAt, DecryptionFailure reason) {
      return new Failed(seal, start, failedAt, reason);
    }
  }

  /// The plaintext is out.
  record Decrypted(Seal seal, DecryptionStart start, Opened opened) implements Closed {}

  /// The latest decryption failed; another may follow.
  record Failed(Seal seal, DecryptionStart start, Instant failedAt, DecryptionFailure reason)
      implements Openable {}

  /// Opened without a key: the bidder handed in the plain file that he had committed to.
  ///
  /// @param before what the envelope was until then
  record OpenedByFallback(Openable before, FallbackOpening fallback) implements Closed {
    @Override
    public Seal seal() {
      return before.seal();
    }
  }

  /// What a fallback showed.
  ///
  /// @param treeKey makes the tree root checkable by anyone, public from now on
  record FallbackOpening(Instant openedAt, BlobName plaintext, Sm3Hash treeKey) {}

  /// Never opened, and the opening is concluded.
  ///
  /// @param before what the envelope was until then
  record Judged(Openable before, Outcome outcome, Instant judgedAt) implements Closed {
    @Override
    public Seal seal() {
      return before.seal();
    }

    /// The platform decides otherwise, for a reason that it gave.
    public Judged overrule(Outcome other, Instant at) {
      return new Judged(before, other, at);
    }
  }

  /// What a bid that was not opened counts as (电子招标投标办法 第三十一条).
  enum Outcome {
    /// 视为撤销: by the bidder's fault; what that costs him is the platform's matter.
    WITHDRAWN,
    /// 视为撤回: not by the bidder's fault.
    RECALLED
  }

  /// The outcome of a decryption.
  ///
  /// @param treeKey makes the tree root checkable by anyone, public from now on
  record Opened(Instant openedAt, BlobName plaintext, Sm3Hash treeKey) {}

  /// Names of the states, as the API and the database spell them.
  enum State {
    DRAFT,
    ADDRESSED,
    DESCRIBED,
    SEALED,
    SUPERSEDED,
    RETRACTED,
    DECRYPTING,
    DECRYPTED,
    FAILED,
    OPENED_BY_FALLBACK,
    WITHDRAWN,
    RECALLED
  }

  /// The state's name.
  default State state() {
    return switch (this) {
      case Draft _ -> State.DRAFT;
      case Addressed _ -> State.ADDRESSED;
      case Described _ -> State.DESCRIBED;
      case Sealed _ -> State.SEALED;
      case Superseded _ -> State.SUPERSEDED;
      case Retracted _ -> State.RETRACTED;
      case Decrypting _ -> State.DECRYPTING;
      case Decrypted _ -> State.DECRYPTED;
      case Failed _ -> State.FAILED;
      case OpenedByFallback _ -> State.OPENED_BY_FALLBACK;
      case Judged e ->
          switch (e.outcome()) {
            case WITHDRAWN -> State.WITHDRAWN;
            case RECALLED -> State.RECALLED;
          };
    };
  }
}
