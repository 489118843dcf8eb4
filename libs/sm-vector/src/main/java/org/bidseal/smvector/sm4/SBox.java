package org.bidseal.smvector.sm4;

import java.util.HexFormat;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The S-box (GB/T 32907-2016 §6.2.1) as 256 bytes in four vector registers. A lookup is two
/// permutations over 128 entries each and a choice between them: every byte goes the same way
/// through the machine, and none of them becomes an address.
final class SBox {
  private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_512;

  private static final byte[] TABLE =
      HexFormat.of()
          .parseHex(
              "d690e9fecce13db716b614c228fb2c052b679a762abe04c3aa44132649860699"
                  + "9c4250f491ef987a33540b43edcfac62e4b31ca9c908e89580df94fa758f3fa6"
                  + "4707a7fcf37317ba83593c19e6854fa8686b81b27164da8bf8eb0f4b70569d35"
                  + "1e240e5e6358d1a225227c3b01217887d40046579fd327524c3602e7a0c4c89e"
                  + "eabf8ad240c738b5a3f7f2cef96115a1e0ae5da49b341a55ad933230f58cb1e3"
                  + "1df6e22e8266ca60c02923ab0d534e6fd5db3745defd8e2f03ff6a726d6c5b51"
                  + "8d1baf92bbddbc7f11d95c411f105ad80ac13188a5cd7bbd2d74d012b8e5b4b0"
                  + "8969974a0c96777e65b9f109c56ec68418f07dec3adc4d2079ee5f3ed7cb3948");

  static final ByteVector FROM_00 = ByteVector.fromArray(BYTES, TABLE, 0);
  static final ByteVector FROM_40 = ByteVector.fromArray(BYTES, TABLE, 64);
  static final ByteVector FROM_80 = ByteVector.fromArray(BYTES, TABLE, 128);
  static final ByteVector FROM_C0 = ByteVector.fromArray(BYTES, TABLE, 192);

  private SBox() {}

  /// τ (§6.2.1) on one word. The kernel has the same steps within its loop.
  static int substitute(int word) {
    ByteVector bytes = IntVector.broadcast(IntVector.SPECIES_512, word).reinterpretAsBytes();
    ByteVector low = bytes.selectFrom(FROM_00, FROM_40);
    ByteVector high = bytes.selectFrom(FROM_80, FROM_C0);
    return low.blend(high, bytes.compare(VectorOperators.LT, (byte) 0)).reinterpretAsInts().lane(0);
  }
}
