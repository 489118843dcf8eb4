package org.bidseal.signing.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import org.bidseal.signing.trust.Trust;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files made to hurt whoever opens them.
class HostilePdfTest {
  private static final Path SIGNED =
      Path.of("src/test/resources/corpus/pdf-dss/pdf-signed-original.pdf");

  @TempDir Path folder;

  /// Four hundred megabytes of zeros in an object stream of 400 KB, its name plain or escaped.
  @ParameterizedTest
  @ValueSource(strings = {"/Type /ObjStm", "/Type /Obj#53tm", "/N 1 /First 4"})
  void aDecompressionBombIsTurnedAwayUnopened(String type) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(text("%PDF-1.7\n1 0 obj\n<< " + type + " /Filter /FlateDecode >>\nstream\n"));
    try (DeflaterOutputStream bomb = new DeflaterOutputStream(file)) {
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 400; i++) {
        bomb.write(zeros);
      }
      bomb.finish();
      file.write(text("\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"));
    }
    Path path = Files.write(folder.resolve("bomb.pdf"), file.toByteArray());

    assertThatThrownBy(() -> PdfVerification.run(path, Trust.NONE, SignedPdf.TIME))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("inflates beyond the limit");
  }

  /// Wherever the file is cut, the answer is a verdict or a refusal, never another exception.
  @Test
  void aTruncatedFileIsRefusedOrJudged() throws IOException {
    byte[] whole = Files.readAllBytes(SIGNED);
    for (int length = 0; length < whole.length; length += whole.length / 23) {
      Path cut = Files.write(folder.resolve("cut.pdf"), Arrays.copyOf(whole, length));
      try {
        assertThat(PdfVerification.run(cut, Trust.NONE, SignedPdf.TIME))
            .noneMatch(SignatureVerdict::intact);
      } catch (IOException refused) {
        assertThat(refused).hasMessageMatching("(?s).+");
      }
    }
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
