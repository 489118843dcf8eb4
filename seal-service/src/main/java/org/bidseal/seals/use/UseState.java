package org.bidseal.seals.use;

import java.util.UUID;

/// Where a use is.
public record UseState(UUID useId, SealUse.State state) {
  static UseState of(SealUse use) {
    return new UseState(use.card().useId(), use.state());
  }
}
