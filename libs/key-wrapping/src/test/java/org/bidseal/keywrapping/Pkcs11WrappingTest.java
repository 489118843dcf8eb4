package org.bidseal.keywrapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.bidseal.testsupport.Capability;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/// The contract, and what only a token can do.
final class Pkcs11WrappingTest extends KeyWrappingContract {
  private static final Aad BOUND = Aad.of("test");
  private static final byte[] SEVEN = {7};

  private static final AtomicInteger TESTS = new AtomicInteger();

  private static SoftHsm hsm;
  private static long slot;

  /// Of a token that nobody logs in to: a login is the whole process's.
  private static long shutSlot;

  /// One token for all tests: a module sees those that were there when it was loaded. Each test has
  /// keys of its own.
  private final String label = "kek-of-test-" + TESTS.incrementAndGet();

  @BeforeAll
  static void newToken() throws IOException, InterruptedException {
    hsm = SoftHsm.orSkip();
    slot = hsm.newToken();
    shutSlot = hsm.newToken();
  }

  private Pkcs11Settings settings(int current) {
    return new Pkcs11Settings(hsm.library().toString(), slot, 0, label, current);
  }

  private Pkcs11Token token(int current) throws IOException {
    return Pkcs11Token.open(settings(current), new TokenPin(hsm.pinFile(SoftHsm.PIN), Map.of()));
  }

  @Override
  protected KeyWrapping wrapping() throws IOException {
    Pkcs11Token token = token(0);
    token.add();
    return Pkcs11Wrapping.open(token, new SecureRandom());
  }

  @Test
  void aTokenWithoutKeysSaysHowToMakeOne() throws IOException {
    Pkcs11Token token = token(0);
    assertThatThrownBy(() -> Pkcs11Wrapping.open(token, new SecureRandom()))
        .hasMessageContaining("deploy/kek");
  }

  @Test
  @Capability("ESC-010")
  void theKeyCannotLeaveTheToken() throws Exception {
    Pkcs11Token token = token(0);
    token.add();
    KeyStore store = KeyStore.getInstance("PKCS11", token.provider());
    store.load(null, null);
    SecretKey key = (SecretKey) store.getKey(label + "-1", null);
    assertThat(key.getEncoded()).isNull();
    assertThat(key.toString()).contains("token object", "sensitive", "unextractable");
    Cipher software = Cipher.getInstance("AES/GCM/NoPadding", "SunJCE");
    assertThatThrownBy(
            () -> software.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, new byte[12])))
        .isInstanceOf(InvalidKeyException.class);
  }

  @Test
  void readsOldVersionsWrapsUnderTheNewestAndForgetsRemovedOnes() throws IOException {
    Pkcs11Token keeper = token(0);
    keeper.add();
    KeyWrapping wrapping = Pkcs11Wrapping.open(token(0), new SecureRandom());
    WrappedSecret old = wrapping.wrap(SecretBytes.copyOf(SEVEN), BOUND);
    assertThat(keeper.add()).isEqualTo(2);
    wrapping.reload();
    assertThat(wrapping.currentKekVersion()).isEqualTo(2);
    WrappedSecret anew = wrapping.rewrap(old, BOUND);
    assertThat(anew.kekVersion()).isEqualTo(2);
    assertThatThrownBy(() -> keeper.remove(2)).hasMessageContaining("current");
    keeper.remove(1);
    wrapping.reload();
    assertThat(wrapping.kekVersions()).containsExactly(2);
    assertThat(wrapping.unwrap(anew, BOUND).<Byte>expose(bytes -> bytes[0])).isEqualTo((byte) 7);
    assertThatThrownBy(() -> wrapping.unwrap(old, BOUND)).isInstanceOf(UnwrappingException.class);
  }

  @Test
  void anotherReplicaReadsAGenerationThatItHasNotSeen() throws IOException {
    Pkcs11Token keeper = token(0);
    keeper.add();
    KeyWrapping behind = Pkcs11Wrapping.open(token(0), new SecureRandom());
    keeper.add();
    WrappedSecret anew =
        Pkcs11Wrapping.open(token(0), new SecureRandom()).wrap(SecretBytes.copyOf(SEVEN), BOUND);
    assertThat(anew.kekVersion()).isEqualTo(2);
    assertThat(behind.unwrap(anew, BOUND).<Byte>expose(bytes -> bytes[0])).isEqualTo((byte) 7);
  }

  @Test
  void wrapsUnderTheVersionOfTheSettings() throws IOException {
    Pkcs11Token keeper = token(0);
    keeper.add();
    keeper.add();
    assertThat(Pkcs11Wrapping.open(token(1), new SecureRandom()).currentKekVersion()).isEqualTo(1);
    assertThatThrownBy(() -> Pkcs11Wrapping.open(token(9), new SecureRandom()))
        .hasMessageContaining("9");
  }

  @Test
  void theKeeperWorksOnATokenToo() throws IOException {
    var told = new ByteArrayOutputStream();
    var keeper =
        new KekKeeper(new PrintStream(told, true, StandardCharsets.UTF_8), new SecureRandom());
    List<String> where =
        List.of(
            "--library", hsm.library().toString(),
            "--slot", String.valueOf(slot),
            "--label", label,
            "--pin-file", hsm.pinFile(SoftHsm.PIN).toString());
    List<String> words = new ArrayList<>(where);
    words.addFirst("add");
    assertThat(keeper.run(words)).isZero();
    assertThat(keeper.run(words)).isZero();
    assertThat(told.toString(StandardCharsets.UTF_8))
        .isEqualTo("added 1\n1  current\nadded 2\n1  readable\n2  current\n")
        .doesNotContain(SoftHsm.PIN);
  }

  @Test
  void aWrongPinStopsTheStartAndIsNotTold() throws IOException {
    ApplicationContextRunner runner = runner("bidseal.key-wrapping.pkcs11.slot=" + shutSlot);
    runner
        .withPropertyValues("bidseal.key-wrapping.pkcs11.pin-file=" + hsm.pinFile("wrong-pin-9177"))
        .run(context -> {
          assertThat(context).hasFailed();
          assertThat(context.getStartupFailure())
              .hasStackTraceContaining("The token refuses the login");
          var trace = new StringWriter();
          Objects.requireNonNull(context.getStartupFailure())
              .printStackTrace(new PrintWriter(trace));
          assertThat(trace.toString()).doesNotContain("wrong-pin-9177");
        });
  }

  @Test
  void aPinFileThatOthersReadIsRefused() throws IOException {
    Path open = hsm.pinFile(SoftHsm.PIN);
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r-----"));
    runner(
            "bidseal.key-wrapping.pkcs11.slot=" + slot,
            "bidseal.key-wrapping.pkcs11.pin-file=" + open)
        .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("0600"));
  }

  @Test
  void thePinStandsOnNoCommandLine() throws IOException {
    runner(
            "bidseal.key-wrapping.pkcs11.slot=" + slot,
            "bidseal.key-wrapping.pkcs11.pin-file=" + hsm.pinFile(SoftHsm.PIN))
        .withSystemProperties("bidseal.key-wrapping.pkcs11.pin=" + SoftHsm.PIN)
        .run(context ->
            assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContaining("no command line")
                .hasMessageNotContaining(SoftHsm.PIN));
  }

  @Test
  void isWhatProductionTakes() throws IOException {
    token(0).add();
    runner(
            "spring.profiles.active=production",
            "bidseal.key-wrapping.pkcs11.slot=" + slot,
            "bidseal.key-wrapping.pkcs11.pin-file=" + hsm.pinFile(SoftHsm.PIN))
        .run(context -> assertThat(context).hasSingleBean(Pkcs11Wrapping.class));
  }

  private ApplicationContextRunner runner(String... properties) {
    return new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(KeyWrappingAutoConfiguration.class))
        .withBean(SecureRandom.class)
        .withPropertyValues("bidseal.key-wrapping.pkcs11.library=" + hsm.library())
        .withPropertyValues("bidseal.key-wrapping.pkcs11.label=" + label)
        .withPropertyValues(properties);
  }
}
