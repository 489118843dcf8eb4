package org.bidseal.identityview;

import java.util.UUID;

/// A certified enterprise.
///
/// @param uscc unified social credit code, 18 characters (GB 32100-2015)
/// @param region administrative division code, 6 digits (GB/T 2260)
public record EnterpriseView(UUID enterpriseId, String name, String uscc, String region) {
  /// What the entity is, by the department that registered it.
  public enum Kind {
    MARKET,
    /// Public institutions and authorities.
    INSTITUTION,
    /// Associations and foundations.
    ASSOCIATION,
    OTHER
  }

  /// By the first character of the code (GB 32100-2015 §4.2).
  public Kind kind() {
    return switch (uscc.charAt(0)) {
      case '9' -> Kind.MARKET;
      case '1' -> Kind.INSTITUTION;
      case '5' -> Kind.ASSOCIATION;
      default -> Kind.OTHER;
    };
  }
}
