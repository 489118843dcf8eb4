package org.bidseal.crypto.bidding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BiddersTest {
  private static final UUID LEADER = new UUID(0, 1);
  private static final UUID ONE = new UUID(0, 2);
  private static final UUID OTHER = new UUID(0, 3);

  @Test
  void theLeaderComesFirst() {
    assertThat(new Bidders(LEADER, List.of(OTHER, ONE)).all()).containsExactly(LEADER, OTHER, ONE);
    assertThat(new Bidders(LEADER, List.of()).all()).containsExactly(LEADER);
  }

  @Test
  void nobodyIsNamedTwice() {
    assertThat(Bidders.namedTwice(LEADER, List.of(ONE, OTHER))).isEmpty();
    assertThat(Bidders.namedTwice(LEADER, List.of(ONE, OTHER, ONE))).contains(ONE);
    assertThat(Bidders.namedTwice(LEADER, List.of(ONE, LEADER))).contains(LEADER);
    assertThatIllegalArgumentException().isThrownBy(() -> new Bidders(LEADER, List.of(LEADER)));
  }
}
