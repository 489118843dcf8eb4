package org.bidseal.seals.kind;

/// Outlines of seals.
public enum SealShape {
  ROUND,
  OVAL,
  SQUARE
}
