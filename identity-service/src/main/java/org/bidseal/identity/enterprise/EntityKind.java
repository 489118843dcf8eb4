package org.bidseal.identity.enterprise;

/// What an entity is, by the department that registered it: the first character of its unified
/// social credit code (GB 32100-2015 §4.2).
public enum EntityKind {
  /// Registered by the authorities for market regulation: companies and other traders.
  MARKET,
  /// Registered by the commission for public institutions: 事业单位, authorities.
  INSTITUTION,
  /// Registered by the civil affairs authorities: associations, foundations.
  ASSOCIATION,
  /// Registered by any other department.
  OTHER;

  static EntityKind of(String code) {
    return switch (code.charAt(0)) {
      case '9' -> MARKET;
      case '1' -> INSTITUTION;
      case '5' -> ASSOCIATION;
      default -> OTHER;
    };
  }
}
