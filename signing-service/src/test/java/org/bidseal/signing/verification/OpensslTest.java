package org.bidseal.signing.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bidseal.signing.pdf.Placement;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Another implementation agrees: openssl verifies the SM2 signature over the signed attributes.
class OpensslTest {
  private static final Path PLAIN = Path.of("src/test/resources/corpus/pdf-plain/sign_me.pdf");

  @TempDir Path folder;

  @Test
  void opensslVerifiesTheSignedAttributes() throws IOException, InterruptedException {
    assumeTrue(knowsSm2(), "this machine's openssl does not know SM2, or there is none");
    SignedPdf signing = new SignedPdf();
    SignedPdf.Parts parts =
        signing.sign(
            PLAIN,
            folder.resolve("prepared.pdf"),
            folder.resolve("signed.pdf"),
            List.of(new Placement(1, 20, 20)));
    Path message = Files.write(folder.resolve("attributes"), parts.attributes().der().toArray());
    Path signature = Files.write(folder.resolve("signature"), parts.signature().der());
    Path key = Files.writeString(folder.resolve("key.pem"), publicKey(signing));

    assertThat(verify(message, signature, key)).isZero();
    byte[] other = parts.attributes().der().toArray();
    other[other.length - 1] ^= 1;
    assertThat(verify(Files.write(message, other), signature, key)).isNotZero();
  }

  private int verify(Path message, Path signature, Path key)
      throws IOException, InterruptedException {
    return run(
        "openssl",
        "pkeyutl",
        "-verify",
        "-rawin",
        "-digest",
        "sm3",
        "-pkeyopt",
        "distid:1234567812345678",
        "-in",
        message.toString(),
        "-sigfile",
        signature.toString(),
        "-pubin",
        "-inkey",
        key.toString());
  }

  private boolean knowsSm2() throws InterruptedException {
    try {
      return run(
              "openssl",
              "genpkey",
              "-algorithm",
              "EC",
              "-pkeyopt",
              "ec_paramgen_curve:SM2",
              "-out",
              folder.resolve("probe.pem").toString())
          == 0;
    } catch (IOException noOpenssl) {
      return false;
    }
  }

  private int run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(
          "openssl hangs: " + Files.readString(folder.resolve("out"), StandardCharsets.UTF_8));
    }
    return process.exitValue();
  }

  private static String publicKey(SignedPdf signing) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(signing.certificate.getPublicKey());
    }
    return text.toString();
  }
}
