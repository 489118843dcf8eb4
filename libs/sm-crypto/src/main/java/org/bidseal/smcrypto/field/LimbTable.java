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

  /// Ten sums in registers: as an array of ten, the compiler left them in memory.
  @Override
  public ECPoint lookup(int index) {
    long x0 = 0;
    long x1 = 0;
    long x2 = 0;
    long x3 = 0;
    long x4 = 0;
    long y0 = 0;
    long y1 = 0;
    long y2 = 0;
    long y3 = 0;
    long y4 = 0;
    for (int i = 0; i < size; i++) {
      long mask = ((i ^ index) - 1L) >> 63;
      int at = i * STRIDE;
      x0 |= limbs[at] & mask;
      x1 |= limbs[at + 1] & mask;
      x2 |= limbs[at + 2] & mask;
      x3 |= limbs[at + 3] & mask;
      x4 |= limbs[at + 4] & mask;
      y0 |= limbs[at + 5] & mask;
      y1 |= limbs[at + 6] & mask;
      y2 |= limbs[at + 7] & mask;
      y3 |= limbs[at + 8] & mask;
      y4 |= limbs[at + 9] & mask;
    }
    return point(new Limbs(x0, x1, x2, x3, x4), new Limbs(y0, y1, y2, y3, y4));
  }

  @Override
  public ECPoint lookupVar(int index) {
    return point(at(index * STRIDE), at(index * STRIDE + STRIDE / 2));
  }

  private ECPoint point(Limbs x, Limbs y) {
    return new LimbPoint(curve, new LimbElement(x), new LimbElement(y), LimbElement.ONE);
  }

  private Limbs at(int i) {
    return new Limbs(limbs[i], limbs[i + 1], limbs[i + 2], limbs[i + 3], limbs[i + 4]);
  }
}
