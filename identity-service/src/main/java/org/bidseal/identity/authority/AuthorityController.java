package org.bidseal.identity.authority;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.bidseal.idempotency.NaturallyIdempotent;
import org.bidseal.identity.authority.CertificateAuthority.Anchors;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.FieldProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bidseal.websecurity.ServiceCaller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// What the authority shows to everybody, and what it issues to the fleet's own services.
@RestController
class AuthorityController {

  private static final String CRL_TYPE = "application/pkix-crl";

  /// Certificates, DER in base64.
  record TrustAnchors(List<String> roots, List<String> issuers) {}

  /// Which service certificate is wanted.
  enum ServiceProfile {
    SEAL_MAKER(Profile.SEAL_MAKER),
    TIMESTAMP(Profile.TIMESTAMP),
    RECEIPT(Profile.RECEIPT);

    private final Profile profile;

    ServiceProfile(Profile profile) {
      this.profile = profile;
    }
  }

  /// @param csr CertificationRequest (RFC 2986), DER in base64
  record ServiceCertificateRequest(
      @NotBlank @Size(max = 8192) String csr, @NotNull ServiceProfile profile) {
    private byte[] der() {
      try {
        return Base64.getDecoder().decode(csr);
      } catch (IllegalArgumentException e) {
        throw new ProblemException(CommonProblem.VALIDATION_FAILED, "csr is not base64", e)
            .withError(new FieldProblem("csr", "is not base64", "不是base64编码"));
      }
    }
  }

  /// @param certificate DER in base64
  /// @param chain from the issuing authority upwards, without the root; DER in base64
  record ServiceCertificateAnswer(String certificate, List<String> chain) {}

  private final CertificateAuthority authority;
  private final RevocationLists lists;
  private final ServiceCertificates services;

  AuthorityController(
      CertificateAuthority authority, RevocationLists lists, ServiceCertificates services) {
    this.authority = authority;
    this.lists = lists;
    this.services = services;
  }

  @GetMapping("/api/identity/v1/trust-anchors")
  Mono<TrustAnchors> anchors() {
    return authority
        .anchors()
        .map(anchors ->
            new TrustAnchors(List.of(base64(anchors.root())), List.of(base64(anchors.issuer()))));
  }

  @GetMapping(path = "/api/identity/v1/crl", produces = CRL_TYPE)
  Mono<byte[]> revocationList() {
    return lists.current();
  }

  @PostMapping("/internal/identity/v1/service-certificates")
  @NaturallyIdempotent("the same request is answered with the same certificate")
  Mono<ServiceCertificateAnswer> issue(
      ServiceCaller service, @Valid @RequestBody ServiceCertificateRequest request) {
    return services
        .issue(service.service(), request.profile().profile, request.der())
        .zipWith(authority.anchors())
        .map(both -> answer(both.getT1(), both.getT2()));
  }

  private static ServiceCertificateAnswer answer(IssuedCertificate issued, Anchors anchors) {
    return new ServiceCertificateAnswer(issued.base64(), List.of(base64(anchors.issuer())));
  }

  private static String base64(X509Certificate certificate) {
    return Base64.getEncoder().encodeToString(Sm2Certificates.encoded(certificate));
  }
}
