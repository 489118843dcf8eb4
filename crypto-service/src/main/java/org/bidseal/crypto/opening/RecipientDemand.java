package org.bidseal.crypto.opening;

/// How many recipients must open a bid together for the platform to take it. Whom the bidder
/// chooses, and how many more than these, is his affair.
///
/// @param threshold 1 to 16
public record RecipientDemand(int threshold, Rule rule) {
  /// Whatever the bidder chooses.
  public static final RecipientDemand NONE = new RecipientDemand(1, Rule.AT_LEAST);

  /// How a bid's threshold is held against the demanded one.
  public enum Rule {
    AT_LEAST,
    EXACTLY
  }

  /// @throws IllegalArgumentException if no bid could meet it
  public RecipientDemand {
    if (threshold < 1 || threshold > 16) {
      throw new IllegalArgumentException("a threshold lies between 1 and 16");
    }
  }

  /// Whether a bid that so many recipients open together meets it.
  public boolean isMetBy(int bidsThreshold) {
    return switch (rule) {
      case AT_LEAST -> bidsThreshold >= threshold;
      case EXACTLY -> bidsThreshold == threshold;
    };
  }
}
