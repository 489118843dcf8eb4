package org.bidseal.seals.kind;

/// Kinds of seals.
public enum SealType {
  COMPANY(1),
  SPECIAL_PURPOSE(1),
  LEGAL_REPRESENTATIVE(2),
  PERSONAL(2);

  private final int sesType;

  SealType(int sesType) {
    this.sesType = sesType;
  }

  /// `type` of SES_ESPropertyInfo (GB/T 38540-2020 §6.1.1.3): 1 a unit's seal, 2 a person's.
  public int sesType() {
    return sesType;
  }
}
