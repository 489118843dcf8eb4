package org.bidseal.fleet.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.bidseal.fleet.FleetException;
import org.bidseal.fleet.Service;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void theLauncherUnderstandsWhatTheCommandUnderstood() {
    Options options =
        Options.parse(
            List.of(
                "--root",
                "/r",
                "--only",
                "gateway,crypto-service",
                "--port",
                "gateway=9080",
                "--port",
                "postgres=9432",
                "--detach"));
    assertThat(options.detach()).isTrue();
    assertThat(options.settings().url(Service.GATEWAY)).isEqualTo("http://127.0.0.1:9080");
    assertThat(options.settings().postgresPort()).isEqualTo(9432);
    assertThat(Options.parse(options.forLauncher()).settings()).isEqualTo(options.settings());
  }

  @Test
  void mistakesAreNamed() {
    assertThatThrownBy(() -> Options.parse(List.of("--only", "gatewy")))
        .isInstanceOf(FleetException.class)
        .hasMessageContaining("There is no service gatewy");
    assertThatThrownBy(() -> Options.parse(List.of("--port", "gateway")))
        .isInstanceOf(FleetException.class)
        .hasMessageContaining("NAME=NUMBER");
    assertThatThrownBy(() -> Options.parse(List.of("--frsh")))
        .isInstanceOf(FleetException.class)
        .hasMessageContaining("--frsh");
  }
}
