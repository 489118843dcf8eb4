package org.bidseal.phone;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bidseal.phone.http.ApiClient;
import org.bidseal.smcrypto.x509.CertificateChain;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import tools.jackson.databind.JsonNode;

/// The certification authorities that this phone believes. A phone from a store ships them; the
/// virtual phone takes them from the gateway at its first use and keeps them.
final class TrustStore {
  private final ApiClient api;
  private final Clock clock;
  private List<X509Certificate> roots = List.of();
  private List<X509Certificate> issuers = List.of();

  TrustStore(ApiClient api, Clock clock) {
    this.api = api;
    this.clock = clock;
  }

  /// Reads a certificate and checks its chain.
  ///
  /// @throws IllegalStateException if it does not lead to a trusted root
  X509Certificate accept(String base64) {
    learn();
    X509Certificate certificate = Sm2Certificates.parse(Base64.getDecoder().decode(base64));
    List<X509Certificate> chain = new ArrayList<>(List.of(certificate));
    chain.addAll(issuers);
    return switch (CertificateChain.validate(chain, roots, clock.instant())) {
      case CertificateChain.Valid _ -> certificate;
      case CertificateChain.Invalid(int index, String why) ->
          throw new IllegalStateException("certificate " + index + " of the chain: " + why);
    };
  }

  private void learn() {
    if (roots.isEmpty()) {
      JsonNode anchors = api.get("/api/identity/v1/trust-anchors");
      roots = certificates(anchors.path("roots"));
      issuers = certificates(anchors.path("issuers"));
    }
  }

  private static List<X509Certificate> certificates(JsonNode list) {
    List<X509Certificate> certificates = new ArrayList<>();
    for (JsonNode each : list) {
      certificates.add(Sm2Certificates.parse(Base64.getDecoder().decode(each.asString())));
    }
    return certificates;
  }
}
