package org.bidseal.signing.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bidseal.signing.trust.Trust;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Documents that nobody here wrote. What EU DSS 6.4 says of them is in the README beside them;
/// nothing of them is trusted here, so CHAIN_UNTRUSTED (DSS: no chain) is expected throughout and
/// left out of the table, TIMESTAMP_UNTRUSTED as well.
class CorpusTest {
  private static final Path CORPUS = Path.of("src/test/resources/corpus");
  private static final Set<Finding> UNTRUSTED =
      Set.of(Finding.CHAIN_UNTRUSTED, Finding.TIMESTAMP_UNTRUSTED);
  private static final String BROKEN = "- SIGNATURE_WRONG CHANGED_AFTER_SIGNING";

  /// File and, for each signature, `+` for intact or `-`, and what else was found.
  static Stream<Arguments> files() {
    return Stream.of(
        // DSS: no signature found.
        Arguments.of("pdf-dss/BadEncodedCMS.pdf", List.of("- CMS_UNREADABLE")),
        // DSS notes changes by undefined rules; nothing was appended to this file.
        Arguments.of("pdf-dss/certified-no-change-permitted.pdf", List.of("+")),
        Arguments.of("pdf-dss/doc-firmado-T.pdf", List.of("+")),
        Arguments.of("pdf-dss/encrypted.pdf", List.of("+")),
        Arguments.of("pdf-dss/hello_signed_INCSAVE_signed.pdf", List.of("+ SIGNED_FURTHER", "+")),
        Arguments.of(
            "pdf-dss/pades-5-signatures-and-1-document-timestamp.pdf",
            List.of(BROKEN, BROKEN, BROKEN, BROKEN, BROKEN, "+")),
        Arguments.of("pdf-dss/pades-ltv.pdf", List.of("+ SIGNED_FURTHER", "+ SIGNED_FURTHER", "+")),
        Arguments.of("pdf-dss/pdf-double-signer-info.pdf", List.of("+ SIGNER_COUNT")),
        Arguments.of("pdf-dss/pdf-signed-added-page.pdf", List.of("+ CHANGED_AFTER_SIGNING")),
        Arguments.of("pdf-dss/pdf-signed-original.pdf", List.of("+")),
        Arguments.of("pdf-dss/pkcs7-no-message-digest.pdf", List.of("+ DIGEST_WEAK")),
        Arguments.of("pdf-dss/shadow-replace.pdf", List.of("+ CHANGED_AFTER_SIGNING")),
        // DSS: no signature found; the field has a value, but no CMS in it.
        Arguments.of("pdf-pyhanko/base.pdf", List.of("- CMS_UNREADABLE *")),
        Arguments.of(
            "pdf-pyhanko/minimal-two-fields-signed-twice.pdf", List.of("+", "+ SIGNED_FURTHER")),
        Arguments.of("pdf-pyhanko/one-byterange.pdf", List.of("- BYTE_RANGE_INVALID")),
        Arguments.of("pdf-pyhanko/sig-no-signed-attrs.pdf", List.of("+")),
        Arguments.of("pdf-pyhanko/tail-uncovered.pdf", List.of("+ CHANGED_AFTER_SIGNING")),
        Arguments.of("pdf-plain/sign_me.pdf", List.of()));
  }

  @ParameterizedTest
  @MethodSource("files")
  void verdicts(String file, List<String> expected) throws IOException {
    List<SignatureVerdict> verdicts =
        PdfVerification.run(CORPUS.resolve(file), Trust.NONE, SignedPdf.TIME);

    assertThat(verdicts).hasSameSizeAs(expected).noneMatch(SignatureVerdict::valid);
    for (int i = 0; i < expected.size(); i++) {
      String wanted = expected.get(i);
      String found = brief(verdicts.get(i));
      if (wanted.endsWith(" *")) {
        assertThat(found).startsWith(wanted.substring(0, wanted.length() - 2));
      } else {
        assertThat(found).isEqualTo(wanted);
      }
    }
  }

  private static String brief(SignatureVerdict verdict) {
    return Stream.concat(
            Stream.of(verdict.intact() ? "+" : "-"),
            verdict.findings().stream()
                .filter(finding -> !UNTRUSTED.contains(finding))
                .sorted()
                .map(Finding::name))
        .collect(Collectors.joining(" "));
  }
}
