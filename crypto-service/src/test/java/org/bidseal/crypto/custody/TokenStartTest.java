package org.bidseal.crypto.custody;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.bidseal.crypto.testkit.CryptoProcess;
import org.bidseal.crypto.testkit.KekTool;
import org.bidseal.crypto.testkit.KeyServiceTest;
import org.bidseal.crypto.testkit.OwnDatabase;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.embedded.Ports;
import org.bidseal.keywrapping.SoftHsm;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.testsupport.servers.TestServers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/// The service as a process whose key-encryption key is in a token, with a database of its own.
@Timeout(300)
final class TokenStartTest extends KeyServiceTest {
  private static final String TOKEN = "bidseal.key-wrapping.pkcs11.";

  @Autowired private Environment environment;
  @TempDir private Path folder;

  private final Map<String, String> settings = new HashMap<>();

  @BeforeEach
  void aTokenWithItsFirstKey() throws IOException, InterruptedException {
    SoftHsm module = SoftHsm.orSkip();
    long slot = module.newToken();
    Path pin = module.pinFile(SoftHsm.PIN);
    String library = module.library().toString();
    KekTool.run(
        "add", "--library", library, "--slot", Long.toString(slot), "--pin-file", pin.toString());
    settings.put(TOKEN + "library", library);
    settings.put(TOKEN + "slot", Long.toString(slot));
    settings.put(TOKEN + "pin-file", pin.toString());
    settings.put("bidseal.key-wrapping.key-file", keyFile().toString());
    settings.putAll(OwnDatabase.settings(TestServers.get().database("crypto_token")));
  }

  @Test
  void aKeyServesBeforeAndAfterARestart() {
    int port = Ports.free();
    TestPhone phone;
    try (CryptoProcess first = start("token-1", port)) {
      first.awaitReady();
      phone = TestPhone.enrol(first.client(), KeyUsage.ENCRYPTION);
      assertThat(phone.refresh().path("generation").asInt()).isEqualTo(2);
    }
    try (CryptoProcess second = start("token-2", port)) {
      second.awaitReady();
      assertThat(phone.refresh().path("generation").asInt()).isEqualTo(3);
    }
    assertThat(Files.exists(keyFile())).as("a key file beside the token").isFalse();
  }

  @Test
  void aTokenThatCannotServeStopsTheStartAndSaysWhy() throws IOException {
    try (CryptoProcess pin =
            refused("pin", "pin-file", SoftHsm.orSkip().pinFile("wrong").toString());
        CryptoProcess slot = refused("slot", "slot", "1");
        CryptoProcess label = refused("label", "label", "no-such-key")) {
      assertThat(pin.awaitRefusal()).isNotZero();
      assertThat(pin.log()).contains("The token refuses the login: look at the PIN");
      assertThat(slot.awaitRefusal()).isNotZero();
      assertThat(slot.log())
          .contains("The PKCS #11 module " + settings.get(TOKEN + "library") + " cannot be used");
      assertThat(label.awaitRefusal()).isNotZero();
      assertThat(label.log()).contains("make one with deploy/kek");
    }
  }

  private CryptoProcess refused(String name, String setting, String value) {
    Map<String, String> wrong = new HashMap<>(settings);
    wrong.put(TOKEN + setting, value);
    return CryptoProcess.serving("token-" + name, environment, Ports.free(), wrong);
  }

  private CryptoProcess start(String name, int port) {
    return CryptoProcess.serving(name, environment, port, settings);
  }

  private Path keyFile() {
    return folder.resolve("none.key");
  }
}
