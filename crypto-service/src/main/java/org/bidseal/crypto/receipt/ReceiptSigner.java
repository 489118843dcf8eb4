package org.bidseal.crypto.receipt;

import static org.bidseal.database.Columns.required;

import io.r2dbc.spi.Readable;
import java.security.SecureRandom;
import java.util.UUID;
import org.bidseal.crypto.envelope.Octets;
import org.bidseal.keywrapping.Aad;
import org.bidseal.keywrapping.KeyWrapping;
import org.bidseal.keywrapping.SecretBytes;
import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.servicedefaults.Ids;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.x509.SigningRequest;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bouncycastle.asn1.x500.X500Name;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Signs receipts and opening records with the service's own SM2 key. The key is made at the first
/// need and lies wrapped in the database, one for all replicas. Signing needs no other service: a
/// bid is never lost because a certificate is late.
@Component
public class ReceiptSigner {
  private static final X500Name SUBJECT = new X500Name("CN=bidseal receipts,O=bidseal");

  private static final String ACTIVE = "select * from receipt_signer where active";

  private static final String INSERT =
      """
      insert into receipt_signer (signer_id, public_key, private_key)
      values (:signer, :public, :private)
      on conflict (active) where active do nothing
      """;

  private final DatabaseClient database;
  private final KeyWrapping wrapping;
  private final CryptoScheduler crypto;
  private final SecureRandom random;
  private final Ids ids;

  ReceiptSigner(
      DatabaseClient database,
      KeyWrapping wrapping,
      CryptoScheduler crypto,
      SecureRandom random,
      Ids ids) {
    this.database = database;
    this.wrapping = wrapping;
    this.crypto = crypto;
    this.random = random;
    this.ids = ids;
  }

  /// The service's key as the database keeps it.
  record Signer(
      UUID signerId, String publicKey, WrappedSecret privateKey, @Nullable Octets certificate) {}

  /// Signs a payload; joins the caller's transaction if there is one.
  public Mono<SignedDocument> sign(byte[] payload) {
    return active().flatMap(signer -> crypto.run(() -> sign(signer, payload)));
  }

  /// A wish for the active key's certificate; empty if it has one or there is no key yet.
  Mono<CertificateWish> missingCertificate() {
    return find()
        .filter(signer -> signer.certificate() == null)
        .flatMap(signer -> crypto.run(() -> wish(signer)));
  }

  /// A signer without a certificate and its certification request.
  record CertificateWish(UUID signerId, Point publicKey, Octets request) {}

  /// Keeps an issued certificate; the first one stays.
  Mono<Void> keepCertificate(UUID signerId, Octets certificate) {
    return database
        .sql(
            "update receipt_signer set certificate = :certificate, not_after = :end"
                + " where signer_id = :signer and certificate is null")
        .bind("certificate", certificate.base64())
        .bind("end", Sm2Certificates.parse(certificate.bytes()).getNotAfter().toInstant())
        .bind("signer", signerId)
        .fetch()
        .rowsUpdated()
        .then();
  }

  /// Lets a key whose certificate nears its end sign no more; the next signature makes a new one.
  Mono<Void> retireExpiring() {
    return database
        .sql(
            "update receipt_signer set active = false"
                + " where active and not_after < clock_timestamp() + interval '30 days'")
        .fetch()
        .rowsUpdated()
        .then();
  }

  private Mono<Signer> active() {
    return find().switchIfEmpty(Mono.defer(this::create));
  }

  private Mono<Signer> create() {
    return crypto.run(this::generate).flatMap(this::insert).then(Mono.defer(this::find));
  }

  private Mono<Signer> find() {
    return database.sql(ACTIVE).map((Readable row) -> signer(row)).one();
  }

  private Mono<Void> insert(Signer signer) {
    return database
        .sql(INSERT)
        .bind("signer", signer.signerId())
        .bind("public", signer.publicKey())
        .bind("private", signer.privateKey().encoded())
        .then();
  }

  private Signer generate() {
    UUID signerId = ids.next();
    try (Sm2KeyPair pair = Sm2KeyPair.generate(random);
        SecretBytes secret = SecretBytes.takeOver(pair.exposePrivateKey().exposeBytes())) {
      return new Signer(
          signerId, pair.publicKey().hex(), wrapping.wrap(secret, boundTo(signerId)), null);
    }
  }

  private SignedDocument sign(Signer signer, byte[] payload) {
    try (Sm2KeyPair pair = unwrap(signer)) {
      byte[] signature = pair.signMessage(payload, random).der();
      return new SignedDocument(
          signer.signerId(),
          pair.publicKey(),
          Octets.of(payload),
          Octets.of(signature),
          signer.certificate());
    }
  }

  private CertificateWish wish(Signer signer) {
    try (Sm2KeyPair pair = unwrap(signer)) {
      SigningRequest request = SigningRequest.of(SUBJECT, pair.publicKey());
      byte[] signed = request.assemble(pair.sign(request.toBeSigned(), random));
      return new CertificateWish(signer.signerId(), pair.publicKey(), Octets.of(signed));
    }
  }

  private Sm2KeyPair unwrap(Signer signer) {
    try (SecretBytes secret = wrapping.unwrap(signer.privateKey(), boundTo(signer.signerId()))) {
      return secret.expose(bytes -> Sm2KeyPair.of(Scalar.of(bytes)));
    }
  }

  private static Aad boundTo(UUID signerId) {
    return Aad.of("receipt-signer", signerId);
  }

  private static Signer signer(Readable row) {
    String certificate = row.get("certificate", String.class);
    return new Signer(
        required(row, "signer_id", UUID.class),
        required(row, "public_key", String.class),
        WrappedSecret.decode(required(row, "private_key", byte[].class)),
        certificate == null ? null : Octets.ofBase64(certificate));
  }
}
