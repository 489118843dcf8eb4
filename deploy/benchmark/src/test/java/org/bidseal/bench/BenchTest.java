package org.bidseal.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.bidseal.bench.figure.Goal;
import org.bidseal.smcrypto.evidence.PlainLeafHasher;
import org.bidseal.smcrypto.sm4.BouncyCastleSm4Gcm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
  @Test
  void readsWhatOpensslPrints() {
    String output = "+R:42:SM4-CTR:0.370000\n+H:1048576\n+F:25:SM4-CTR:119027545.95\n";
    assertThat(OpenSsl.parse(output)).hasValue(119027545.95);
    assertThat(OpenSsl.parse("sm4-ctr is an unknown cipher")).isEmpty();
  }

  @Test
  void readsTheCommandLine() {
    Options options = Options.parse(List.of("--json", "x.json", "--size", "4096"));
    assertThat(options.json()).isEqualTo(Path.of("x.json"));
    assertThat(options.mebibytes()).isEqualTo(4096);
    assertThat(Options.parse(List.of()).mebibytes()).isEqualTo(256);
    for (List<String> wrong :
        List.of(List.of("--size"), List.of("--size", "4097"), List.of("--fast", "1"))) {
      assertThatThrownBy(() -> Options.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aGoalIsMetOrNotAndNeverGuessed() {
    assertThat(Goal.atLeast("speed", 2, "GB/s", 2, "").outcome()).isEqualTo("met");
    assertThat(Goal.atLeast("speed", 2, "GB/s", 1.99, "").outcome()).isEqualTo("NOT met");
    assertThat(Goal.notShown("speed", 2, "GB/s", "no such machine").outcome())
        .isEqualTo("not shown");
    assertThat(new Goal("heap", 64, "MiB", true, 65.0, "").outcome()).isEqualTo("NOT met");
  }

  @Test
  void anEnvelopeIsSealedOpenedAndMeasured(@TempDir Path folder) throws IOException {
    Report report = new Report(Map.of());
    new EnvelopeBenchmark(report, folder, new SecureRandom())
        .run("test", new BouncyCastleSm4Gcm(), new PlainLeafHasher(), 2);
    assertThat(report.speed("envelope-seal.test")).isPositive();
    assertThat(report.speed("envelope-open.test")).isPositive();
    assertThat(folder).isEmptyDirectory();
    assertThat(EnvelopeBenchmark.peakHeapMebibytes()).isPositive();
  }
}
