package org.bidseal.seals.impression;

/// Outlines of seals.
public enum SealShape {
  ROUND,
  OVAL,
  SQUARE
}
