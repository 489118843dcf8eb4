package org.bidseal.crypto.bidlife;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.smcrypto.InvalidPointException;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.envelope.EnvelopeException;
import org.bidseal.smcrypto.envelope.EnvelopeHeader;
import org.bidseal.smcrypto.envelope.EnvelopeOpener;
import org.bidseal.smcrypto.envelope.EnvelopeRecipient;
import org.bidseal.smcrypto.envelope.FileKey;
import org.bidseal.smcrypto.lock.LockTranscript;
import org.bidseal.smcrypto.policy.BidderKey;
import org.bidseal.smcrypto.policy.EventLock;
import org.bidseal.smcrypto.policy.LockSecret;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.bidseal.smcrypto.sm2.Sm2DecryptionException;
import org.bidseal.smcrypto.sm2.Sm2Encryption;
import org.bidseal.smcrypto.sm4.BouncyCastleSm4Gcm;
import tools.jackson.databind.JsonNode;

/// Bidder, operator and platform, who together want to see a bid before its time. They have the
/// bidder's whole key, every row of the database, and what the server was ever sent or answered.
final class Insiders {
  private final Function<UUID, Scalar> serverShares;
  private final Api platform;
  private final Bidder bidder;

  /// @param serverShares the server's share of a key, by the key's id, unwrapped
  Insiders(Function<UUID, Scalar> serverShares, Api platform, Bidder bidder) {
    this.serverShares = serverShares;
    this.platform = platform;
    this.bidder = bidder;
  }

  /// The file key, if they get at it.
  Optional<FileKey> tryToOpen(Committee committee, UUID envelopeId) {
    JsonNode envelope = platform.get("/envelopes/" + envelopeId).expect(200);
    EnvelopeHeader header =
        EnvelopeHeader.parse(Base64.getDecoder().decode(envelope.path("header").asString()));
    BidderKey bidderKey = bidderKey(header);
    List<FileKey> guesses = new ArrayList<>(List.of(FileKey.of(bidderKey.exposeBytes())));
    EventLock lock = header.eventLock().orElseThrow();
    for (Scalar scalar : known(committee)) {
      secret(lock, lock.encryptedSecret().c1().times(scalar))
          .ifPresent(half -> guesses.add(FileKey.of(header, bidderKey, half)));
    }
    for (Point point : seen(committee)) {
      secret(lock, point).ifPresent(half -> guesses.add(FileKey.of(header, bidderKey, half)));
    }
    guesses.add(FileKey.of(header, bidderKey, LockSecret.of(bidderKey.exposeBytes())));
    return guesses.stream().filter(guess -> opens(header, guess)).findFirst();
  }

  /// The bidder lends them both halves of his key.
  private BidderKey bidderKey(EnvelopeHeader header) {
    EnvelopeRecipient entry = bidder.entry(header.envelopeId());
    TestPhone phone = bidder.encryption();
    Point c1 = entry.encryptedKey().c1();
    Scalar inverse = serverShares.apply(bidder.encryptionKey()).inverse();
    Point shared = phone.share().t1(c1).times(inverse).minus(c1);
    return BidderKey.of(Sm2Encryption.open(entry.encryptedKey(), shared));
  }

  /// Every scalar that the operator can read: the members' server shares, their products and sums.
  private List<Scalar> known(Committee committee) {
    List<Scalar> shares = new ArrayList<>();
    for (JsonNode member : committee.show().path("members")) {
      shares.add(serverShares.apply(UUID.fromString(member.path("keyId").asString())));
    }
    List<Scalar> known = new ArrayList<>(shares);
    shares.forEach(share -> known.add(share.inverse()));
    Scalar product = shares.getFirst();
    for (Scalar share : shares.subList(1, shares.size())) {
      product = product.times(share);
    }
    known.add(product);
    known.addAll(pieces(committee, shares));
    return known;
  }

  /// What the pieces would be if the server's share alone opened them.
  private static List<Scalar> pieces(Committee committee, List<Scalar> shares) {
    LockTranscript transcript = committee.transcript();
    List<Scalar> opened = new ArrayList<>();
    for (int dealer = 1; dealer <= shares.size(); dealer++) {
      for (Sm2Ciphertext piece : transcript.contribution(dealer).pieces()) {
        for (Scalar share : shares) {
          open(piece, piece.c1().times(share)).ifPresent(opened::add);
          try (Scalar inverse = share.inverse()) {
            open(piece, piece.c1().times(inverse)).ifPresent(opened::add);
            minus(piece.c1().times(inverse), piece.c1())
                .flatMap(point -> open(piece, point))
                .ifPresent(opened::add);
          }
        }
      }
    }
    return opened;
  }

  private static Optional<Point> minus(Point a, Point b) {
    try {
      return Optional.of(a.minus(b));
    } catch (InvalidPointException infinity) {
      return Optional.empty();
    }
  }

  private static Optional<Scalar> open(Sm2Ciphertext piece, Point shared) {
    try {
      return Optional.of(Scalar.of(Sm2Encryption.open(piece, shared)));
    } catch (Sm2DecryptionException e) {
      return Optional.empty();
    }
  }

  /// Every point of the committee that is public.
  private static List<Point> seen(Committee committee) {
    List<Point> points = new ArrayList<>();
    committee.terms().members().forEach(member -> points.add(member.encryptionKey()));
    LockTranscript transcript = committee.transcript();
    points.add(transcript.lockKey());
    for (int dealer = 1; dealer <= transcript.terms().members().size(); dealer++) {
      points.addAll(transcript.contribution(dealer).commitments().points());
    }
    return points;
  }

  private static Optional<LockSecret> secret(EventLock lock, Point shared) {
    try {
      return Optional.of(lock.open(shared));
    } catch (Sm2DecryptionException e) {
      return Optional.empty();
    }
  }

  private static boolean opens(EnvelopeHeader header, FileKey guess) {
    try (var _ = new EnvelopeOpener(new BouncyCastleSm4Gcm()).unlock(header, guess)) {
      return true;
    } catch (EnvelopeException e) {
      return false;
    }
  }
}
