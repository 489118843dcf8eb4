package org.bidseal.keywrapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

final class KeyFileWrappingTest extends KeyWrappingContract {
  private static final Aad BOUND = Aad.of("test");
  @TempDir Path folder;

  @Override
  protected KeyWrapping wrapping() throws IOException {
    return KeyFileWrapping.open(folder.resolve("keys"), new SecureRandom());
  }

  @Test
  void keepsItsFileToItself() throws IOException {
    wrapping();
    assertThat(Files.getPosixFilePermissions(folder.resolve("keys")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(folder).isDirectoryNotContaining("glob:**.draft");
  }

  @Test
  void readsOldVersionsAndWrapsUnderTheNewest() throws IOException {
    WrappedSecret old = wrapping().wrap(SecretBytes.takeOver(new byte[] {7}), BOUND);
    String second = "2=" + Base64.getEncoder().encodeToString(new byte[32]) + "\n";
    Files.writeString(folder.resolve("keys"), second, StandardOpenOption.APPEND);
    KeyWrapping rotated = wrapping();
    assertThat(rotated.currentKekVersion()).isEqualTo(2);
    assertThat(rotated.unwrap(old, BOUND).<Byte>expose(bytes -> bytes[0])).isEqualTo((byte) 7);
    WrappedSecret anew = rotated.rewrap(old, BOUND);
    assertThat(anew.kekVersion()).isEqualTo(2);
    assertThat(rotated.unwrap(anew, BOUND).<Byte>expose(bytes -> bytes[0])).isEqualTo((byte) 7);
    assertThatThrownBy(() -> KeyFileWrapping.open(other(), new SecureRandom()).unwrap(anew, BOUND))
        .isInstanceOf(UnwrappingException.class);
  }

  private Path other() {
    return folder.resolve("other-keys");
  }

  @Test
  void saysWhatIsWrongWithAFile() throws IOException {
    Files.writeString(folder.resolve("keys"), "1=AAAA\n");
    Files.setPosixFilePermissions(
        folder.resolve("keys"), PosixFilePermissions.fromString("rw-------"));
    assertThatThrownBy(this::wrapping).hasMessageContaining("32 bytes");
  }

  @Test
  void refusesAFileThatOthersCanRead() throws IOException {
    wrapping();
    Files.setPosixFilePermissions(
        folder.resolve("keys"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(this::wrapping).hasMessageContaining("0600");
  }

  @Test
  void isRefusedInProduction() {
    ApplicationContextRunner runner =
        new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(KeyWrappingAutoConfiguration.class))
            .withBean(SecureRandom.class)
            .withPropertyValues("bidseal.key-wrapping.key-file=" + folder.resolve("keys"));
    runner.run(context -> assertThat(context).hasSingleBean(KeyFileWrapping.class));
    runner
        .withPropertyValues("spring.profiles.active=production")
        .run(context ->
            assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContaining("production profile refuses key files")
                .hasMessageContaining("BIDSEAL_KEYWRAPPING_PKCS11_LIBRARY"));
  }

  @Test
  void learnsOfANewGenerationFromTheFirstSecretUnderIt() throws IOException {
    KeyWrapping stale = wrapping();
    WrappedSecret old = stale.wrap(SecretBytes.takeOver(new byte[] {1}), BOUND);
    KeyFile file = new KeyFile(folder.resolve("keys"), new SecureRandom());
    assertThat(file.add()).isEqualTo(2);
    WrappedSecret anew = wrapping().wrap(SecretBytes.takeOver(new byte[] {9}), BOUND);
    assertThat(anew.kekVersion()).isEqualTo(2);
    assertThat(stale.currentKekVersion()).isEqualTo(1);
    assertThat(stale.unwrap(anew, BOUND).<Byte>expose(bytes -> bytes[0])).isEqualTo((byte) 9);
    assertThat(stale.currentKekVersion()).isEqualTo(2);
    assertThatThrownBy(() -> file.remove(2)).hasMessageContaining("current");
    file.remove(1);
    stale.reload();
    assertThatThrownBy(() -> stale.unwrap(old, BOUND)).isInstanceOf(UnwrappingException.class);
    assertThat(stale.kekVersions()).containsExactly(2);
  }

  @Test
  void wrapsUnderTheVersionThatWasChosen() throws IOException {
    wrapping();
    KeyFile file = new KeyFile(folder.resolve("keys"), new SecureRandom());
    file.add();
    file.choose(1);
    assertThat(wrapping().currentKekVersion()).isEqualTo(1);
    assertThat(file.add()).isEqualTo(3);
    assertThat(wrapping().currentKekVersion()).isEqualTo(1);
    assertThatThrownBy(() -> file.choose(4)).hasMessageContaining("not there");
    file.choose(3);
    assertThat(wrapping().currentKekVersion()).isEqualTo(3);
    assertThat(wrapping().kekVersions()).containsExactly(1, 2, 3);
  }

  @Test
  void keepsWhatItKnowsWhenTheFileIsGone() throws IOException {
    KeyWrapping wrapping = wrapping();
    WrappedSecret wrapped = wrapping.wrap(SecretBytes.takeOver(new byte[] {5}), BOUND);
    Files.delete(folder.resolve("keys"));
    assertThatThrownBy(wrapping::reload).isInstanceOf(KeyModuleException.class);
    assertThat(wrapping.unwrap(wrapped, BOUND).<Byte>expose(bytes -> bytes[0])).isEqualTo((byte) 5);
  }

  @Test
  void aPlaceThatIsAwayIsNoFaultOfTheSecret() throws IOException {
    KeyWrapping wrapping = wrapping();
    WrappedSecret wrapped = wrapping.wrap(SecretBytes.takeOver(new byte[] {5}), BOUND);
    WrappedSecret newer = WrappedSecret.of(2, wrapped.nonce(), wrapped.ciphertext());
    Files.delete(folder.resolve("keys"));
    KeyModuleProblems problems = new KeyModuleProblems();
    assertThat(problems.translate(catchThrowable(() -> wrapping.unwrap(newer, BOUND))))
        .isNotNull()
        .extracting(ProblemException::type)
        .isEqualTo(CommonProblem.UPSTREAM_UNAVAILABLE);
    Aad other = Aad.of("another row");
    assertThat(problems.translate(catchThrowable(() -> wrapping.unwrap(wrapped, other)))).isNull();
  }

  @Test
  void theKeeperAddsChoosesAndRemoves() throws IOException {
    wrapping();
    String file = folder.resolve("keys").toString();
    assertThat(keeper("add", "--key-file", file)).isEqualTo("0 added 2\n1  readable\n2  current\n");
    assertThat(keeper("current", "1", "--key-file", file)).isEqualTo("0 1  current\n2  readable\n");
    assertThat(keeper("remove", "1", "--key-file", file)).startsWith("1 ").contains("current");
    assertThat(keeper("remove", "2", "--key-file", file)).isEqualTo("0 removed 2\n1  current\n");
    assertThat(keeper("burn", "--key-file", file)).startsWith("2 ");
    assertThat(keeper("list")).startsWith("2 Say where");
    assertThat(Files.readString(folder.resolve("keys"))).startsWith("1=");
  }

  private static String keeper(String... arguments) {
    var told = new ByteArrayOutputStream();
    var out = new PrintStream(told, true, StandardCharsets.UTF_8);
    int code = new KekKeeper(out, new SecureRandom()).run(List.of(arguments));
    return code + " " + told.toString(StandardCharsets.UTF_8);
  }

  @Test
  void secretsAreNotPrinted() {
    SecretBytes secret = SecretBytes.takeOver(new byte[] {1});
    assertThat(secret).hasToString("SecretBytes[REDACTED]");
    secret.close();
    assertThatThrownBy(() -> secret.expose(bytes -> bytes))
        .isInstanceOf(IllegalStateException.class);
  }
}
