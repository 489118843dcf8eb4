package org.bidseal.crypto.bidlife;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.lock.LockContribution;
import org.bidseal.smcrypto.lock.LockMember;
import org.bidseal.smcrypto.lock.LockPurpose;
import org.bidseal.smcrypto.lock.LockTerms;
import org.bidseal.smcrypto.lock.LockTranscript;
import org.bidseal.smcrypto.share.BlindDecryption;
import org.bidseal.smcrypto.sharing.SecretPiece;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.bidseal.smcrypto.sm2.Sm2Encryption;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import tools.jackson.databind.JsonNode;

/// A committee's phones, and the platform's screen that shows them codes.
final class Committee {
  private final Api platform;
  private final UUID openingId;
  private final UUID lockId;
  private final List<Bidder> members;

  private Committee(Api platform, UUID openingId, UUID lockId, List<Bidder> members) {
    this.platform = platform;
    this.openingId = openingId;
    this.lockId = lockId;
    this.members = members;
  }

  /// An opening that requires an event lock and takes bids for an hour.
  static UUID opening(Api platform) {
    Instant deadline = Instant.now().plusSeconds(3600);
    JsonNode opening =
        platform
            .post(
                "/openings",
                Api.object(
                    "tenderId",
                    "T-" + UUID.randomUUID(),
                    "lotId",
                    "1",
                    "name",
                    "Road",
                    "deadline",
                    deadline,
                    "opensAt",
                    deadline.plusSeconds(600),
                    "eventLock",
                    true))
            .expect(201);
    assertThat(opening.path("eventLock").asBoolean()).isTrue();
    return UUID.fromString(opening.path("openingId").asString());
  }

  /// Named, nothing drawn yet.
  static Committee named(
      Api platform, UUID openingId, String purpose, int threshold, Bidder... members) {
    JsonNode lock = name(platform, openingId, purpose, threshold, members).expect(201);
    return new Committee(
        platform, openingId, UUID.fromString(lock.path("lockId").asString()), List.of(members));
  }

  static Api.Answer name(
      Api platform, UUID openingId, String purpose, int threshold, Bidder... members) {
    List<Map<String, Object>> wishes =
        Arrays.stream(members)
            .map(one -> Api.object("certificateId", one.encryptionCertificate(), "role", "CENTRE"))
            .toList();
    return platform.post(
        path(openingId), Map.of("purpose", purpose, "threshold", threshold, "members", wishes));
  }

  /// Ready for bids.
  static Committee ready(Api platform, UUID openingId, Bidder... members) {
    Committee committee = named(platform, openingId, "EVENT", 2, members);
    committee.draw();
    return committee;
  }

  void draw() {
    members.forEach(this::contribute);
    members.forEach(this::confirm);
  }

  private static String path(UUID openingId) {
    return "/openings/" + openingId + "/event-locks";
  }

  UUID lockId() {
    return lockId;
  }

  JsonNode show() {
    for (JsonNode lock : platform.get(path(openingId)).expect(200)) {
      if (lock.path("lockId").asString().equals(lockId.toString())) {
        return lock;
      }
    }
    throw new AssertionError("the lock is not shown");
  }

  String state() {
    return show().path("state").asString();
  }

  /// A session for a step, confirmed by the member.
  UUID session(Bidder member, String step) {
    JsonNode session =
        platform
            .post(
                path(openingId) + "/qr-sessions",
                Map.of("lockId", lockId, "personId", member.personId(), "step", step))
            .expect(201);
    UUID sessionId = UUID.fromString(session.path("sessionId").asString());
    member.confirm(sessionId);
    return sessionId;
  }

  /// Begins and signs a step.
  ///
  /// @return the answer to the signature
  Api.Answer step(Bidder member, String step, UUID sessionId, Map<String, Object> about) {
    Map<String, Object> body = Api.object("lockId", lockId, "sessionId", sessionId);
    body.putAll(about);
    Api.Answer begun = member.api().put(path(openingId) + "/" + step, body);
    return begun.status() == 200
        ? sign(member, step + "/signature", sessionId, begun.json())
        : begun;
  }

  /// Co-signs what was begun and hands the signature in.
  Api.Answer sign(Bidder member, String path, UUID sessionId, JsonNode begun) {
    Sm2Signature signature = member.coSign(sessionId, Sm3Hash.ofHex(begun.path("e").asString()));
    return member
        .api()
        .put(
            path(openingId) + "/" + path,
            Map.of(
                "lockId",
                lockId,
                "sessionId",
                sessionId,
                "certificateId",
                member.signingCertificate(),
                "r",
                "%064x".formatted(signature.r()),
                "s",
                "%064x".formatted(signature.s())));
  }

  void contribute(Bidder member) {
    contribute(member, drawn -> drawn).expect(200);
  }

  Api.Answer contribute(Bidder member, UnaryOperator<LockContribution> change) {
    LockContribution drawn =
        LockContribution.draw(terms(), members.indexOf(member) + 1, TestPhone.RANDOM);
    return step(
        member,
        "contribution",
        session(member, "DRAW"),
        Map.of("contribution", base64(change.apply(drawn).bytes())));
  }

  void confirm(Bidder member) {
    UUID session = session(member, "DRAW");
    LockTranscript transcript = transcript();
    SecretPiece share =
        transcript.share(members.indexOf(member) + 1, pieces(member, session, transcript));
    byte[] encrypted =
        Sm2Encryption.encrypt(
                member.encryption().publicKey(), share.value().exposeBytes(), TestPhone.RANDOM)
            .der();
    step(member, "confirmation", session, Map.of("encryptedShare", base64(encrypted))).expect(200);
  }

  /// The pieces that were sent to the member, decrypted by his phone with the server's blind help.
  List<Scalar> pieces(Bidder member, UUID session, LockTranscript transcript) {
    int position = members.indexOf(member) + 1;
    List<Scalar> pieces = new ArrayList<>();
    for (int dealer = 1; dealer <= members.size(); dealer++) {
      Sm2Ciphertext piece = transcript.contribution(dealer).pieces().get(position - 1);
      pieces.add(Scalar.of(decrypt(member, session, Integer.toString(dealer), piece)));
    }
    return pieces;
  }

  Api.Answer askFor(Bidder member, UUID session, String part, Sm2Ciphertext piece) {
    UUID request = UUID.randomUUID();
    BlindDecryption blind = member.encryption().blind(request, session, lockId, part, piece.c1());
    return ask(member, request, session, part, blind);
  }

  private Api.Answer ask(
      Bidder member, UUID request, UUID session, String part, BlindDecryption blind) {
    return member
        .api()
        .post(
            "/keys/" + member.encryptionKey() + "/lock-co-decryptions",
            member.encryption().lockCoDecryptBody(request, session, lockId, part, blind));
  }

  private byte[] decrypt(Bidder member, UUID session, String part, Sm2Ciphertext piece) {
    UUID request = UUID.randomUUID();
    BlindDecryption blind = member.encryption().blind(request, session, lockId, part, piece.c1());
    JsonNode answer =
        member.encryption().advance(ask(member, request, session, part, blind).expect(200));
    return blind.finish(piece, PointGate.decodeHex(answer.path("t2").asString()));
  }

  /// Signs the release, decrypts the share, gives it.
  void release(Bidder member) {
    UUID session = session(member, "RELEASE");
    step(member, "release", session, Map.of()).expect(200);
    give(member, session, Scalar.of(decrypt(member, session, "share", share(member)))).expect(200);
  }

  Api.Answer give(Bidder member, UUID session, Scalar share) {
    return member
        .api()
        .put(
            path(openingId) + "/release/share",
            Map.of("lockId", lockId, "sessionId", session, "share", share.exposeHex()));
  }

  /// The member's share as he encrypted it to himself.
  Sm2Ciphertext share(Bidder member) {
    JsonNode seat = show().path("members").path(members.indexOf(member));
    return Sm2Ciphertext.ofDer(Base64.getDecoder().decode(seat.path("encryptedShare").asString()));
  }

  LockTranscript transcript() {
    LockTerms terms = terms();
    List<LockContribution> contributions =
        show()
            .path("members")
            .valueStream()
            .map(seat -> Base64.getDecoder().decode(seat.path("contribution").asString()))
            .map(bytes -> LockContribution.parse(bytes, terms))
            .toList();
    return LockTranscript.of(terms, contributions);
  }

  LockTerms terms() {
    JsonNode lock = show();
    List<LockMember> seats =
        lock.path("members")
            .valueStream()
            .map(seat -> {
              byte[] der = Base64.getDecoder().decode(seat.path("certificate").asString());
              return new LockMember(
                  UUID.fromString(seat.path("personId").asString()),
                  seat.path("role").asString(),
                  Sm2Certificates.publicKey(Sm2Certificates.parse(der)),
                  Sm3Hash.of(der));
            })
            .toList();
    return new LockTerms(
        lockId,
        openingId,
        LockPurpose.valueOf(lock.path("purpose").asString()),
        lock.path("threshold").asInt(),
        seats);
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /// How many signatures of each kind the lock shows.
  Map<String, Long> signatures() {
    JsonNode seats = show().path("members");
    return IntStream.range(0, seats.size())
        .boxed()
        .flatMap(i -> seats.path(i).path("signed").valueStream())
        .map(signed -> signed.path("kind").asString())
        .collect(toMap(kind -> kind, _ -> 1L, Long::sum));
  }
}
