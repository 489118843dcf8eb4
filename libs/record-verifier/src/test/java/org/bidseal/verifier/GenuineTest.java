package org.bidseal.verifier;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bidseal.verifier.finding.Language;
import org.bidseal.verifier.json.Json;
import org.bidseal.verifier.json.Json.Members;
import org.bidseal.verifier.json.Json.Text;
import org.bidseal.verifier.json.Part;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The test vector of docs/opening-record.md, as the command line sees it.
class GenuineTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private String bid = "";

  @BeforeEach
  void copyVector() throws IOException {
    for (String name : new String[] {"opening-record.json", "plaintext", "root.der"}) {
      Files.write(folder.resolve(name), Sample.resource(name));
    }
    Sample sample = Sample.genuine();
    Json opened = sample.entries().get(sample.first("BID_DECRYPTED") - 1);
    bid = Part.of("", opened).part("payload").text("envelopeId");
  }

  @Test
  void theVectorVerifies() {
    assertThat(
            run(
                file("opening-record.json"),
                "--trust",
                file("root.der"),
                "--plaintext",
                bid + "=" + file("plaintext")))
        .isZero();
    assertThat(out.toString(UTF_8))
        .contains("Signed by", "Timestamp", "OPENING_REGISTERED", bid)
        .endsWith("The record is whole and genuine.\n")
        .doesNotContain("Notes", "Wrong");
    assertThat(errors.size()).isZero();
  }

  @Test
  void itSpeaksChinese() {
    assertThat(run(file("opening-record.json"), "--lang", "zh")).isZero();
    assertThat(out.toString(UTF_8)).contains("截止时间", "未指定--trust").endsWith("则为真实。\n");
    assertThat(run(file("plaintext"), "--lang", "zh")).isEqualTo(1);
    assertThat(out.toString(UTF_8)).endsWith("开标记录不可信。\n");
  }

  @Test
  void withoutTrustItShowsTheRootAndSaysSo() {
    assertThat(run(file("opening-record.json"))).isZero();
    assertThat(out.toString(UTF_8))
        .contains("Root       CN=Test root, SM3 ")
        .contains(
            "file: no --trust given, so the root is only what the record says: compare CN=Test")
        .endsWith("it is genuine if its root is the one that you know.\n");
  }

  @Test
  void trustMayBeInPem() throws IOException {
    Files.writeString(
        folder.resolve("root.pem"),
        "A root\n-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(Sample.resource("root.der"))
            + "\n-----END CERTIFICATE-----\n",
        US_ASCII);
    assertThat(run(file("opening-record.json"), "--trust", file("root.pem"))).isZero();
    assertThat(out.toString(UTF_8)).doesNotContain("Notes");
  }

  @Test
  void anotherFileIsNotThePlaintext() throws IOException {
    byte[] other = Sample.resource("plaintext");
    other[other.length / 2] ^= 1;
    Files.write(folder.resolve("plaintext"), other);
    assertThat(run(file("opening-record.json"), "--plaintext", bid + "=" + file("plaintext")))
        .isEqualTo(1);
    assertThat(out.toString(UTF_8))
        .contains("plaintext of " + bid + ": the file is not what was sealed: ");
  }

  @Test
  void aSpoiltRecordEndsWithOne() throws IOException {
    Sample spoilt =
        Sample.genuine().withPayload(1, payload -> Sample.put(payload, "name", new Text("x")));
    Files.write(folder.resolve("opening-record.json"), spoilt.bytes());
    assertThat(run(file("opening-record.json"), "--trust", file("root.der"))).isEqualTo(1);
    assertThat(out.toString(UTF_8))
        .contains("Wrong\n  entry 1 (OPENING_REGISTERED): its content was changed")
        .endsWith("The record is NOT to be trusted.\n");
  }

  @Test
  void aWrongCommandLineEndsWithTwo() {
    for (String[] wrong :
        new String[][] {
          {},
          {"a", "b"},
          {"a", "--lang", "fr"},
          {"a", "--trust"},
          {"a", "--plaintext", "x"},
          {"--what"},
          {folder.resolve("absent").toString()}
        }) {
      assertThat(run(wrong)).as(String.join(" ", wrong)).isEqualTo(2);
    }
    assertThat(out.size()).isZero();
  }

  @Test
  void kindsOfTheFutureAreToleratedAndNamed() {
    List<Json> entries = new ArrayList<>(Sample.genuine().entries());
    entries.set(1, Sample.put((Members) entries.get(1), "kind", new Text("BID_WITHDRAWN")));
    assertThat(
            Sample.verdict(Sample.genuine().withEntries(entries).rechained().bytes())
                .notices(Language.ENGLISH))
        .contains(
            "entry 2 (BID_WITHDRAWN): of a kind not known here; only its place in the chain was"
                + " checked");
  }

  @Test
  void whatTheRecordSaysCommandsNoTerminal() {
    Sample spoilt =
        Sample.genuine()
            .withPayload(1, payload -> Sample.put(payload, "name", new Text("\u001b[2Jgone")));
    assertThat(Sample.verdict(spoilt.bytes()).report(Language.ENGLISH)).doesNotContain("\u001b");
  }

  private int run(String... arguments) {
    return Main.run(
        List.of(arguments),
        new PrintStream(out, true, UTF_8),
        new PrintStream(errors, true, UTF_8));
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }
}
