package org.bidseal.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.bidseal.smcrypto.Fields;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.sm2.Sm2Verifier;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bidseal.verifier.Chain.Entry;
import org.bidseal.verifier.finding.Fault;
import org.bidseal.verifier.finding.Findings;
import org.bidseal.verifier.json.JsonReader;
import org.bidseal.verifier.json.MalformedException;
import org.bidseal.verifier.json.Part;
import org.bidseal.verifier.trust.Authorities;
import org.bidseal.verifier.trust.SignedStatement;

/// What both parties signed when a bid was sealed: the service its receipt, the bidder his bid
/// statement (docs/bid-envelope.md). Both must be of the entry's own bid and say the same of it.
final class Receipts {
  /// Extended key usage of the service's certificates.
  static final String PURPOSE = SignedStatement.PURPOSE;

  private static final String STATEMENT_LABEL = "bidseal-bid-statement-v2";

  private final List<X509Certificate> certificates;
  private final Authorities authorities;
  private final Findings findings;

  /// @param certificates those of the record, the service's among them
  Receipts(List<X509Certificate> certificates, Authorities authorities, Findings findings) {
    this.certificates = certificates;
    this.authorities = authorities;
    this.findings = findings;
  }

  /// What a receipt says of a bid, and its entry of who bids.
  ///
  /// @param members of the consortium that the enterprise leads
  /// @param threshold how many recipients open it together; receipts before version 3 say none
  /// @param sealedAt the service's time
  /// @param signatureSm3 what a timestamp of the receipt attests
  /// @param bidder the subject of the bidder's certificate
  record Sealed(
      UUID enterpriseId,
      List<UUID> members,
      Sm3Hash treeRoot,
      Sm3Hash headerSm3,
      long plaintextSize,
      OptionalLong threshold,
      Instant sealedAt,
      Sm3Hash signatureSm3,
      String bidder) {
    /// All who bid together, the leader first.
    List<UUID> bidders() {
      return Stream.concat(Stream.of(enterpriseId), members.stream()).toList();
    }
  }

  /// Checks the payload of a BID_SEALED.
  Sealed check(Entry entry) {
    Part receipt = entry.payload().part("receipt");
    byte[] bytes = receipt.base64("payload");
    byte[] signature = receipt.base64("signature");
    Part says = Part.of(receipt.name() + ".payload", JsonReader.read(new String(bytes, UTF_8)));
    Instant sealedAt = says.time("time");
    checkService(entry, receipt, bytes, signature, sealedAt);
    same(entry, Fault.RECEIPT_FOREIGN, "openingId", entry.openingId(), says.id("openingId"));
    for (String id : List.of("envelopeId", "enterpriseId")) {
      same(entry, Fault.RECEIPT_FOREIGN, id, entry.payload().id(id), says.id(id));
    }
    same(
        entry,
        Fault.RECEIPT_FOREIGN,
        "sealing",
        entry.payload().text("sealing"),
        says.text("sealing"));
    Part statement = entry.payload().part("statement");
    X509Certificate bidder = statement.certificate("certificate");
    checkBidder(entry, statement, bidder, says);
    return new Sealed(
        says.id("enterpriseId"),
        entry.payload().idsIfAny("members"),
        says.hash("treeRoot"),
        says.hash("headerSm3"),
        says.whole("plaintextSize"),
        says.has("threshold") ? OptionalLong.of(says.whole("threshold")) : OptionalLong.empty(),
        sealedAt,
        Sm3Hash.of(signature),
        bidder.getSubjectX500Principal().toString());
  }

  private void checkService(
      Entry entry, Part receipt, byte[] bytes, byte[] signature, Instant sealedAt) {
    String key = receipt.text("signerKey");
    Optional<X509Certificate> certificate =
        certificates.stream().filter(one -> key.equals(keyOf(one))).findFirst();
    if (certificate.isEmpty()) {
      findings.fault(entry.place(), Fault.SIGNER_UNKNOWN);
      return;
    }
    X509Certificate signer = certificate.get();
    if (!verifies(PointGate.decodeHex(key), bytes, signature)) {
      findings.fault(entry.place(), Fault.RECEIPT_SIGNATURE_WRONG);
    }
    if (!Authorities.isOnlyFor(signer, PURPOSE)) {
      findings.fault(entry.place(), Fault.SIGNER_NOT_ENTITLED, signer.getSubjectX500Principal());
    }
    authorities.check(entry.place(), signer, List.of(), Authorities.notBefore(signer, sealedAt));
  }

  /// The statement's bytes are made anew from what the receipt says, all but its time, which stands
  /// in its last field.
  private void checkBidder(Entry entry, Part statement, X509Certificate bidder, Part receipt) {
    byte[] bytes = statement.base64("bytes");
    if (!verifies(keyOfBidder(statement, bidder), bytes, statement.base64("signature"))) {
      findings.fault(entry.place(), Fault.STATEMENT_SIGNATURE_WRONG);
    }
    List<byte[]> fields = Statement.fields(statement, bytes);
    List<String> names = List.of("type", "envelopeId", "openingId", "headerSm3", "treeRoot");
    List<byte[]> expected =
        Statement.fields(
            statement,
            new Fields()
                .add(STATEMENT_LABEL)
                .add(entry.payload().id("envelopeId"))
                .add(entry.openingId())
                .add(receipt.hash("headerSm3"))
                .add(receipt.hash("treeRoot"))
                .bytes());
    for (int i = 0; i < names.size(); i++) {
      if (fields.size() != names.size() + 1 || !Arrays.equals(fields.get(i), expected.get(i))) {
        findings.fault(entry.place(), Fault.STATEMENT_FOREIGN, names.get(i));
        return;
      }
    }
    authorities.check(
        entry.place(), bidder, List.of(), Statement.time(statement, fields.getLast()));
  }

  private void same(Entry entry, Fault fault, String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      findings.fault(entry.place(), fault, what);
    }
  }

  private static Point keyOfBidder(Part statement, X509Certificate certificate) {
    try {
      return Sm2Certificates.publicKey(certificate);
    } catch (IllegalArgumentException _) {
      throw new MalformedException(statement.name() + ".certificate", "has no SM2 key");
    }
  }

  private static String keyOf(X509Certificate certificate) {
    try {
      return Sm2Certificates.publicKey(certificate).hex();
    } catch (IllegalArgumentException otherKind) {
      return "";
    }
  }

  private static boolean verifies(Point key, byte[] message, byte[] signature) {
    try {
      return Sm2Verifier.verifyMessage(key, message, Sm2Signature.ofDer(signature));
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}
