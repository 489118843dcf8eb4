package org.bidseal.signing.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.bidseal.signing.pdf.Placement;
import org.bidseal.signing.trust.Trust;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedPdfTest {
  private static final Path PLAIN = Path.of("src/test/resources/corpus/pdf-plain/sign_me.pdf");
  private static final float DPI = 72;

  @TempDir Path folder;
  private final SignedPdf signing = new SignedPdf();

  @Test
  void aSignedDocumentIsValid() throws IOException {
    Path signed = sign(PLAIN, "a", List.of(new Placement(1, 100, 200)));

    List<SignatureVerdict> verdicts =
        PdfVerification.run(signed, signing.trust, SignedPdf.TIME.plusSeconds(60));

    assertThat(verdicts).hasSize(1);
    SignatureVerdict verdict = verdicts.getFirst();
    assertThat(verdict.findings()).isEmpty();
    assertThat(verdict.valid()).isTrue();
    assertThat(verdict.coversWholeDocument()).isTrue();
    assertThat(verdict.digestAlgorithm()).isEqualTo("SM3");
    assertThat(verdict.signatureAlgorithm()).isEqualTo("SM2withSM3");
    assertThat(verdict.signingTime()).isEqualTo(SignedPdf.TIME);
    assertThat(verdict.timestamp())
        .isEqualTo(new SignatureVerdict.TimestampVerdict(SignedPdf.TIME.plusSeconds(2), true));
  }

  @Test
  void theOriginalIsAPrefix() throws IOException {
    Path signed = sign(PLAIN, "a", List.of(new Placement(1, 100, 200)));

    byte[] original = Files.readAllBytes(PLAIN);
    assertThat(Arrays.copyOf(Files.readAllBytes(signed), original.length)).isEqualTo(original);
  }

  @Test
  void aFlippedByteIsFound() throws IOException {
    Path signed = sign(PLAIN, "a", List.of(new Placement(1, 100, 200)));
    byte[] bytes = Files.readAllBytes(signed);
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("(Bidder");
    bytes[at + 1] ^= 1;
    Path forged = Files.write(folder.resolve("forged.pdf"), bytes);

    SignatureVerdict verdict =
        PdfVerification.run(forged, signing.trust, SignedPdf.TIME).getFirst();

    assertThat(verdict.intact()).isFalse();
    assertThat(verdict.valid()).isFalse();
    assertThat(verdict.findings()).contains(Finding.CONTENT_ALTERED);
  }

  @Test
  void aSecondSignatureKeepsTheFirstIntact() throws IOException {
    Path first = sign(PLAIN, "a", List.of(new Placement(1, 100, 200)));
    Path second = sign(first, "b", List.of(new Placement(1, 20, 20), new Placement(1, 20, 100)));

    List<SignatureVerdict> verdicts =
        PdfVerification.run(second, signing.trust, SignedPdf.TIME.plusSeconds(60));

    assertThat(verdicts).hasSize(2).allMatch(SignatureVerdict::valid);
    assertThat(verdicts.getFirst().findings()).containsExactly(Finding.SIGNED_FURTHER);
    assertThat(verdicts.getLast().coversWholeDocument()).isTrue();
  }

  @Test
  void anotherPageAppendedLaterIsNotHarmless() throws IOException {
    Path signed = sign(PLAIN, "a", List.of(new Placement(1, 100, 200)));
    Path changed = folder.resolve("changed.pdf");
    try (PDDocument document = Loader.loadPDF(signed.toFile())) {
      document.addPage(new PDPage());
      try (var out = Files.newOutputStream(changed)) {
        document.saveIncremental(out);
      }
    }

    SignatureVerdict verdict =
        PdfVerification.run(changed, signing.trust, SignedPdf.TIME).getFirst();

    assertThat(verdict.intact()).isTrue();
    assertThat(verdict.valid()).isFalse();
    assertThat(verdict.findings()).contains(Finding.CHANGED_AFTER_SIGNING);
  }

  @Test
  void aCertificateRevokedBeforeSigningIsFound() throws IOException {
    Path signed = sign(PLAIN, "a", List.of(new Placement(1, 100, 200)));
    Map<BigInteger, Instant> before =
        Map.of(signing.certificate.getSerialNumber(), SignedPdf.TIME.minusSeconds(1));
    Map<BigInteger, Instant> after =
        Map.of(signing.certificate.getSerialNumber(), SignedPdf.TIME.plusSeconds(30));

    assertThat(verdict(signed, before).findings()).containsExactly(Finding.CERTIFICATE_REVOKED);
    assertThat(verdict(signed, before).valid()).isFalse();
    assertThat(verdict(signed, after).valid()).isTrue();
  }

  private SignatureVerdict verdict(Path file, Map<BigInteger, Instant> revocations)
      throws IOException {
    Trust trust = new Trust(signing.trust.roots(), signing.trust.issuers(), revocations);
    return PdfVerification.run(file, trust, SignedPdf.TIME.plusSeconds(60)).getFirst();
  }

  @Test
  void nothingTrustedMeansNotValid() throws IOException {
    Path signed = sign(PLAIN, "a", List.of(new Placement(1, 100, 200)));

    SignatureVerdict verdict = PdfVerification.run(signed, Trust.NONE, SignedPdf.TIME).getFirst();

    assertThat(verdict.intact()).isTrue();
    assertThat(verdict.valid()).isFalse();
    assertThat(verdict.findings())
        .containsExactlyInAnyOrder(Finding.CHAIN_UNTRUSTED, Finding.TIMESTAMP_UNTRUSTED);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 90, 180, 270})
  void theSealIsVisibleAtItsPlaces(int rotation) throws IOException {
    Path blank = blank(rotation);
    Path signed =
        sign(blank, "r" + rotation, List.of(new Placement(1, 30, 50), new Placement(2, 100, 10)));

    try (PDDocument document = Loader.loadPDF(signed.toFile())) {
      PDFRenderer renderer = new PDFRenderer(document);
      assertSealAt(renderer.renderImageWithDPI(0, DPI), 30, 50);
      assertSealAt(renderer.renderImageWithDPI(1, DPI), 100, 10);
    }
  }

  private Path sign(Path source, String name, List<Placement> placements) throws IOException {
    Path target = folder.resolve(name + "-signed.pdf");
    signing.sign(source, folder.resolve(name + "-prepared.pdf"), target, placements);
    return target;
  }

  private Path blank(int rotation) throws IOException {
    Path file = folder.resolve("blank" + rotation + ".pdf");
    try (PDDocument document = new PDDocument()) {
      for (int i = 0; i < 2; i++) {
        PDPage page = new PDPage(PDRectangle.A4);
        page.setRotation(rotation);
        document.addPage(page);
      }
      document.save(file.toFile());
    }
    return file;
  }

  /// The seal's filled middle is red, the page left of the seal is white.
  private static void assertSealAt(BufferedImage page, double xMm, double yMm) {
    assertThat(isRed(page, xMm + 20, yMm + 20)).as("middle").isTrue();
    assertThat(isRed(page, xMm + 20, yMm + 2.5)).as("upper rim").isTrue();
    assertThat(isRed(page, xMm - 2, yMm + 20)).as("outside").isFalse();
    assertThat(isRed(page, xMm + 20, yMm + 10)).as("between rim and middle").isFalse();
  }

  private static boolean isRed(BufferedImage page, double xMm, double yMm) {
    int rgb = page.getRGB((int) (xMm * DPI / 25.4), (int) (yMm * DPI / 25.4));
    return ((rgb >> 16) & 255) > 150 && ((rgb >> 8) & 255) < 100 && (rgb & 255) < 100;
  }
}
