package org.bidseal.smcrypto.field;

import org.bouncycastle.math.ec.AbstractECLookupTable;
import org.bouncycastle.math.ec.ECPoint;

/// Affine points, one of which is picked by masks over all of them: which one, neither time nor the
/// cache tells.
final class LimbTable extends AbstractECLookupTable {
  private static final int STRIDE = 10;

  private final LimbCurve curve;
  private final long[] limbs;
  private final int size;

  LimbTable(LimbCurve curve, ECPoint[] points, int offset, int size) {
    this.curve = curve;
    this.size = size;
    this.limbs = new long[size * STRIDE];
    for (int i = 0; i < size; i++) {
      put((LimbElement) points[offset + i].getRawXCoord(), i * STRIDE);
      put((LimbElement) points[offset + i].getRawYCoord(), i * STRIDE + STRIDE / 2);
    }
  }

  private void put(LimbElement element, int at) {
    limbs[at] = element.limbs.l0;
    limbs[at + 1] = element.limbs.l1;
    limbs[at + 2] = element.limbs.l2;
    limbs[at + 3] = element.limbs.l3;
    limbs[at + 4] = element.limbs.l4;
  }

  @Override
  public int getSize() {
    return size;
  }

  @Override
  public ECPoint lookup(int index) {
    long[] picked = new long[STRIDE];
    for (int i = 0; i < size; i++) {
      long mask = ((i ^ index) - 1L) >> 63;
      for (int j = 0; j < STRIDE; j++) {
        picked[j] |= limbs[i * STRIDE + j] & mask;
      }
    }
    return point(picked, 0);
  }

  @Override
  public ECPoint lookupVar(int index) {
    return point(limbs, index * STRIDE);
  }

  private ECPoint point(long[] from, int at) {
    return new LimbPoint(curve, element(from, at), element(from, at + STRIDE / 2), LimbElement.ONE);
  }

  private static LimbElement element(long[] from, int at) {
    return new LimbElement(
        new Limbs(from[at], from[at + 1], from[at + 2], from[at + 3], from[at + 4]));
  }
}
