package org.bidseal.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `openssl speed`, where there is one that knows SM4.
final class OpenSsl {
  /// `+F:25:SM4-CTR:119027545.95`: bytes a second of user time.
  private static final Pattern RESULT =
      Pattern.compile("^\\+F:\\d+:[^:]+:([0-9.]+)", Pattern.MULTILINE);

  private OpenSsl() {}

  /// Bytes a second of SM4-CTR on buffers of 1 MiB, or empty if this machine cannot say.
  static OptionalDouble sm4Ctr() throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(
                  List.of(
                      "openssl",
                      "speed",
                      "-mr",
                      "-seconds",
                      "2",
                      "-bytes",
                      "1048576",
                      "-evp",
                      "sm4-ctr"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      // Not installed: the caller says that there is nothing to compare with.
      return OptionalDouble.empty();
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return parse(output);
  }

  static OptionalDouble parse(String output) {
    Matcher result = RESULT.matcher(output);
    return result.find()
        ? OptionalDouble.of(Double.parseDouble(result.group(1)))
        : OptionalDouble.empty();
  }
}
