package org.bidseal.identityview;

/// What the key of a certificate is for: a holder has one certificate of each (dual certificates).
public enum KeyUsage {
  SIGNING,
  ENCRYPTION
}
