package org.bidseal.escrow.box;

/// Whether both people compared the six digits on their phones before a share was sent. It is on
/// record either way.
public enum Comparison {
  CONFIRMED,
  OMITTED
}
