package org.bidseal.seals.ses;

import java.util.Locale;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;

/// `SES_ESPictrueInfo` (GB/T 38540-2020 §6.1.1.4, the standard's own spelling): the picture that a
/// document shows.
///
/// Sizes are whole millimetres, as real seals have them.
public final class SealPicture {
  private final String type;
  private final byte[] data;
  private final int widthMm;
  private final int heightMm;

  /// @param type the file type in lower case: `png`, `jpg`, `gif`, `ofd`, …
  /// @param data the file; copied
  public SealPicture(String type, byte[] data, int widthMm, int heightMm) {
    if (widthMm <= 0 || heightMm <= 0) {
      throw new IllegalArgumentException("a seal has a size");
    }
    this.type = type.toLowerCase(Locale.ROOT);
    this.data = data.clone();
    this.widthMm = widthMm;
    this.heightMm = heightMm;
  }

  static SealPicture read(ASN1Sequence sequence) {
    return new SealPicture(
        ASN1IA5String.getInstance(sequence.getObjectAt(0)).getString(),
        ASN1OctetString.getInstance(sequence.getObjectAt(1)).getOctets(),
        ASN1Integer.getInstance(sequence.getObjectAt(2)).intValueExact(),
        ASN1Integer.getInstance(sequence.getObjectAt(3)).intValueExact());
  }

  DERSequence encode() {
    ASN1EncodableVector out = new ASN1EncodableVector();
    out.add(new DERIA5String(type));
    out.add(new DEROctetString(data));
    out.add(new ASN1Integer(widthMm));
    out.add(new ASN1Integer(heightMm));
    return new DERSequence(out);
  }

  /// The file type in lower case.
  public String type() {
    return type;
  }

  /// A copy of the file.
  public byte[] data() {
    return data.clone();
  }

  public int widthMm() {
    return widthMm;
  }

  public int heightMm() {
    return heightMm;
  }
}
