package org.bidseal.bidsealing;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.function.LongConsumer;
import org.bidseal.smcrypto.envelope.EnvelopeException;
import org.bidseal.smcrypto.envelope.EnvelopeSealer;
import org.bidseal.smcrypto.envelope.EnvelopeSealing;
import org.bidseal.smcrypto.envelope.SealedEnvelope;
import org.bidseal.smcrypto.evidence.LeafHasher;
import org.bidseal.smcrypto.sm4.Sm4Gcm;
import org.bidseal.smvector.LeafHashers;
import org.bidseal.smvector.Sm4Implementations;

/// Encrypts bids before anything leaves the bidder's side (docs/bid-envelope.md). Safe to share
/// between threads.
public final class BidSealing {
  private final EnvelopeSealer sealer;

  /// With a cipher and a hasher of the caller's choice.
  public BidSealing(Sm4Gcm cipher, LeafHasher hasher, SecureRandom random) {
    this.sealer = new EnvelopeSealer(cipher, hasher, random);
  }

  /// With the fastest cipher that passes its self-test on this machine, which takes a second or two
  /// to find out.
  public static BidSealing fastest(SecureRandom random) {
    return new BidSealing(
        Sm4Implementations.choose(Sm4Implementations.AUTO).implementation(),
        LeafHashers.choose(Sm4Implementations.AUTO).implementation(),
        random);
  }

  /// Seals a bid of up to 4 GiB in the memory of a few segments. The envelope appears under its
  /// name when it is whole.
  ///
  /// @param envelope where the ciphertext goes; what is there is replaced
  /// @param progress is told how many bytes of the bid are sealed, now and then
  /// @throws SealingException if the bid has another size than announced, or is too long
  /// @throws IOException if reading or writing fails; nothing is left then
  public SealedFile seal(EnvelopeOrder order, Path bid, Path envelope, LongConsumer progress)
      throws IOException {
    Path part = envelope.resolveSibling(envelope.getFileName() + ".part");
    try (EnvelopeSealing sealing = sealer.start(order.terms())) {
      Map<String, Object> biddersCopy = Map.of("treeKey", sealing.treeKey().exposeHex());
      SealedEnvelope sealed = encrypt(sealing, bid, part, progress);
      if (sealed.plaintextBytes() != order.size()) {
        throw new SealingException(
            "The bid has %d bytes, and %d were announced. Start an envelope for this file."
                .formatted(sealed.plaintextBytes(), order.size()));
      }
      Files.move(part, envelope, StandardCopyOption.REPLACE_EXISTING);
      return new SealedFile(envelope, description(sealed), biddersCopy);
    } catch (EnvelopeException e) {
      throw new SealingException("The bid cannot be sealed: " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static SealedEnvelope encrypt(
      EnvelopeSealing sealing, Path bid, Path part, LongConsumer progress) throws IOException {
    try (InputStream in = new Counting(Files.newInputStream(bid), progress);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
      return sealing.seal(in, out);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Map<String, Object> description(SealedEnvelope sealed) {
    return Map.of(
        "header", Base64.getEncoder().encodeToString(sealed.header().encoded()),
        "treeRoot", sealed.treeRoot().hex(),
        "plaintextSize", sealed.plaintextBytes());
  }
}
