package org.bidseal.verifier.trust;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.bidseal.smcrypto.x509.Sm2Certificates;

/// A file of trust anchors.
public final class TrustFile {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]+)-----END CERTIFICATE-----");

  private TrustFile() {}

  /// The certificates of a file: one in DER, or any number in PEM.
  ///
  /// @throws IllegalArgumentException if it has none
  public static List<X509Certificate> read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    List<X509Certificate> inPem =
        PEM.matcher(new String(bytes, US_ASCII))
            .results()
            .map((MatchResult match) -> Base64.getMimeDecoder().decode(match.group(1)))
            .map(Sm2Certificates::parse)
            .toList();
    return inPem.isEmpty() ? List.of(Sm2Certificates.parse(bytes)) : inPem;
  }
}
