package org.bidseal.acceptance.tenancy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.bidseal.acceptance.Life;
import org.bidseal.acceptance.traffic.Exchange;
import org.bidseal.acceptance.traffic.RecordingProxy;
import org.bidseal.fleet.Service;

/// Somebody with a good token and nothing to do with the objects.
///
/// @param authorization the header of his requests, empty for nobody
record Stranger(String name, String authorization) {
  static final Stranger NOBODY = new Stranger("nobody", "");

  /// Another platform, and a person of another enterprise who is its administrator and has
  /// certificates and a seal: refused for what he asks, not for what he lacks.
  static List<Stranger> enrol(Life life) {
    try (RecordingProxy proxy = new RecordingProxy(life.fleet().url(Service.GATEWAY))) {
      life.newEnterprise(proxy.url(), "strangers");
      List<Exchange> exchanges = proxy.recorded();
      return List.of(
          new Stranger("another platform", newest(exchanges, "\"platform_id\"")),
          new Stranger("somebody of another enterprise", newest(exchanges, "\"person\"")));
    }
  }

  private static String newest(List<Exchange> exchanges, String claim) {
    return exchanges.stream()
        .map(Exchange::authorization)
        .filter(authorization -> claims(authorization).contains(claim))
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  /// The payload of a bearer token (RFC 7519 §3).
  private static String claims(String authorization) {
    String[] parts = authorization.split("\\.", -1);
    return parts.length == 3
        ? new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
        : "";
  }

  @Override
  public String toString() {
    return name;
  }
}
