package org.bidseal.bidsealing.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import org.bidseal.bidsealing.Orders;
import org.bidseal.bidsealing.SealingException;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealCommandTest {
  private final SecureRandom random = new SecureRandom();
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();

  @TempDir private Path folder;
  private Path bid;
  private Path envelope;

  @BeforeEach
  void bidAndEnvelope() throws IOException {
    bid = Files.writeString(folder.resolve("bid.zip"), "a bid");
    envelope = folder.resolve("envelope.json");
    Files.writeString(envelope, Orders.envelope(Sm2KeyPair.generate(random), 5).toString());
  }

  @Test
  void makesAnEnvelopeItsDescriptionAndTheBiddersCopy() throws IOException {
    run("--envelope", envelope.toString(), bid.toString());
    assertThat(folder.resolve("bid.zip.envelope")).isNotEmptyFile();
    assertThat(folder.resolve("bid.zip.description.json"))
        .content()
        .contains("header", "treeRoot", "plaintextSize");
    Path secret = folder.resolve("bid.zip.bidders-copy.json");
    assertThat(secret).content().contains("treeKey");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
        .isEqualTo("rw-------");
    assertThat(told.toString(StandardCharsets.UTF_8)).contains("1 recipient", "upload", "keep");
  }

  @Test
  void replacesNothingUnasked() throws IOException {
    Path there = Files.writeString(folder.resolve("bid.zip.bidders-copy.json"), "precious");
    assertThatThrownBy(() -> run("--envelope", envelope.toString(), bid.toString()))
        .isInstanceOf(SealingException.class)
        .hasMessageContaining("--force");
    assertThat(there).hasContent("precious");
    assertThat(folder.resolve("bid.zip.envelope")).doesNotExist();
    run("--force", "--envelope", envelope.toString(), bid.toString());
    assertThat(there).content().contains("treeKey");
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> run("--envelope", "nowhere.json", bid.toString()))
        .hasMessageContaining("nowhere.json");
    assertThatThrownBy(() -> run("--envelope", envelope.toString(), "nothing.zip"))
        .hasMessageContaining("nothing.zip");
    assertThatThrownBy(() -> run("--envelope", envelope.toString(), envelope.toString()))
        .hasMessageContaining("were announced");
  }

  @Test
  void aWrongCommandLineIsExplained() {
    assertThatThrownBy(() -> Options.parse(List.of("--envelope")))
        .hasMessage("--envelope needs a value");
    assertThatThrownBy(() -> Options.parse(List.of("bid"))).hasMessageContaining("needed");
    assertThatThrownBy(() -> Options.parse(List.of("a", "b"))).hasMessage("What is b?");
    Options options = Options.parse(List.of("--envelope", "e", "--out", "f", "dir/bid"));
    assertThat(options.output(".x")).isEqualTo(Path.of("f", "bid.x"));
    assertThat(options.overwrite()).isFalse();
  }

  private void run(String... words) throws IOException {
    new SealCommand(new PrintStream(told, true, StandardCharsets.UTF_8), random)
        .run(Options.parse(List.of(words)));
  }
}
