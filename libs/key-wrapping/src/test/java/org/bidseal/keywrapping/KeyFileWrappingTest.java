package org.bidseal.keywrapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
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
                .hasMessageContaining("production profile refuses key files"));
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
