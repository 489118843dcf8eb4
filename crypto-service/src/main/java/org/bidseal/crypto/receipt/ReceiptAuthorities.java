package org.bidseal.crypto.receipt;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bidseal.crypto.envelope.Octets;
import org.bidseal.crypto.receipt.ReceiptSigner.CertificateWish;
import org.bidseal.servicecalls.ServiceCalls;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bouncycastle.tsp.TimeStampRequest;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/// The two services that receipts and opening records need: identity-service certifies their key,
/// signing-service their time.
@Component
public class ReceiptAuthorities {
  private static final MediaType QUERY = MediaType.parseMediaType("application/timestamp-query");
  private static final MediaType REPLY = MediaType.parseMediaType("application/timestamp-reply");

  private final WebClient identity;
  private final WebClient signing;
  private final CryptoScheduler crypto;
  private final SecureRandom random;

  ReceiptAuthorities(ServiceCalls calls, CryptoScheduler crypto, SecureRandom random) {
    this.identity = calls.to("identity-service");
    this.signing = calls.to("signing-service");
    this.crypto = crypto;
    this.random = random;
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Issued(String certificate) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record TrustAnchors(List<String> roots, List<String> issuers) {}

  /// Asks for a certificate of the profile RECEIPT.
  ///
  /// @throws IllegalStateException (as the Mono's error) if the certificate is of another key
  Mono<Octets> certify(CertificateWish wish) {
    return ask(wish.request()).flatMap(issued -> crypto.run(() -> checked(wish, issued)));
  }

  private static Octets checked(CertificateWish wish, Issued issued) {
    Octets certificate = Octets.ofBase64(issued.certificate());
    Point certified = Sm2Certificates.publicKey(Sm2Certificates.parse(certificate.bytes()));
    if (!certified.equals(wish.publicKey())) {
      throw new IllegalStateException("identity-service certified another key");
    }
    return certificate;
  }

  private Mono<Issued> ask(Octets request) {
    return identity
        .post()
        .uri("/internal/identity/v1/service-certificates")
        .header("Idempotency-Key", "receipt-" + Sm3Hash.of(request.bytes()).hex())
        .bodyValue(Map.of("csr", request.base64(), "profile", "RECEIPT"))
        .retrieve()
        .bodyToMono(Issued.class);
  }

  /// The certificates of the authorities, issuing ones first, DER in base64.
  public Mono<List<String>> certificates() {
    return identity
        .get()
        .uri("/api/identity/v1/trust-anchors")
        .retrieve()
        .bodyToMono(TrustAnchors.class)
        .map(anchors ->
            Stream.of(anchors.issuers(), anchors.roots()).flatMap(List::stream).toList());
  }

  /// Asks for an RFC 3161 token over SM3 of a signature.
  public Mono<Octets> timestamp(Octets signature) {
    return crypto
        .run(() -> TimestampTokens.request(Sm3Hash.of(signature.bytes()), random))
        .flatMap(this::ask);
  }

  private Mono<Octets> ask(TimeStampRequest request) {
    return Mono.fromCallable(request::getEncoded)
        .flatMap(query ->
            signing
                .post()
                .uri("/api/signing/v1/timestamps")
                .contentType(QUERY)
                .accept(REPLY)
                .bodyValue(query)
                .retrieve()
                .bodyToMono(byte[].class))
        .flatMap(answer -> crypto.run(() -> TimestampTokens.tokenOf(request, answer)));
  }
}
