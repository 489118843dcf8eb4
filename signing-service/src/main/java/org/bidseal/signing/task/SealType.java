package org.bidseal.signing.task;

/// Kinds of seals, as seal-service names them.
public enum SealType {
  COMPANY,
  LEGAL_REPRESENTATIVE,
  SPECIAL_PURPOSE,
  PERSONAL
}
