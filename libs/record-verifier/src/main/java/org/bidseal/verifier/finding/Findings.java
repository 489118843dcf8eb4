package org.bidseal.verifier.finding;

import java.util.ArrayList;
import java.util.List;
import org.bidseal.verifier.finding.Finding.Place;
import org.jspecify.annotations.Nullable;

/// What the checks found so far.
public final class Findings {
  private final List<Finding> faults = new ArrayList<>();
  private final List<Finding> notices = new ArrayList<>();

  /// Something that must not be.
  public void fault(Place place, Fault fault, @Nullable Object detail) {
    faults.add(new Finding(place, fault, detail == null ? "" : detail.toString()));
  }

  public void fault(Place place, Fault fault) {
    fault(place, fault, "");
  }

  /// Something that the reader should know.
  public void notice(Place place, Fault fault, Object detail) {
    notices.add(new Finding(place, fault, detail.toString()));
  }

  public List<Finding> faults() {
    return List.copyOf(faults);
  }

  public List<Finding> notices() {
    return List.copyOf(notices);
  }
}
