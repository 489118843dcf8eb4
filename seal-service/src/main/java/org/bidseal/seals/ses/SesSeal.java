package org.bidseal.seals.ses;

import java.io.IOException;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.sm2.SignatureFunction;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.sm2.Sm2Verifier;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.Certificate;

/// `SESeal` (GB/T 38540-2020 §6.1): the seal's information and the seal maker's signature over
/// DER(eSealInfo), which is what real seals of this version sign.
///
///     SESeal ::= SEQUENCE { eSealInfo SES_SealInfo, cert OCTET STRING,
///                           signAlgID OBJECT IDENTIFIER, signedValue BIT STRING }
public final class SesSeal {
  /// SM2 with SM3 (GB/T 33560-2017).
  static final ASN1ObjectIdentifier SM2_WITH_SM3 = new ASN1ObjectIdentifier("1.2.156.10197.1.501");

  private final SealInfo info;
  private final byte[] signedBytes;
  private final CertificateDer makerCertificate;
  private final Sm2Signature signature;

  private SesSeal(
      SealInfo info, byte[] signedBytes, CertificateDer makerCertificate, Sm2Signature signature) {
    this.info = info;
    this.signedBytes = signedBytes;
    this.makerCertificate = makerCertificate;
    this.signature = signature;
  }

  /// Makes a seal: signs the information as the seal maker.
  public static SesSeal make(
      SealInfo info, CertificateDer makerCertificate, SignatureFunction maker) {
    byte[] bytes = der(info.encode());
    Sm2Signature signature = maker.sign(Sm2Digest.of(publicKey(makerCertificate), bytes));
    return new SesSeal(info, bytes, makerCertificate, signature);
  }

  /// Reads a seal, keeping the bytes that were signed as they came.
  ///
  /// @throws IllegalArgumentException if it is not a seal of GB/T 38540-2020
  public static SesSeal read(byte[] der) {
    try (ASN1InputStream in = new ASN1InputStream(der)) {
      ASN1Sequence seal = ASN1Sequence.getInstance(in.readObject());
      if (!SM2_WITH_SM3.equals(ASN1ObjectIdentifier.getInstance(seal.getObjectAt(2)))) {
        throw new IllegalArgumentException("not signed with SM2 and SM3");
      }
      ASN1Encodable info = seal.getObjectAt(0);
      return new SesSeal(
          SealInfo.read(ASN1Sequence.getInstance(info)),
          info.toASN1Primitive().getEncoded(),
          new CertificateDer(ASN1OctetString.getInstance(seal.getObjectAt(1)).getOctets()),
          Sm2Signature.ofDer(ASN1BitString.getInstance(seal.getObjectAt(3)).getOctets()));
    } catch (IOException | IllegalStateException | ArrayIndexOutOfBoundsException e) {
      throw new IllegalArgumentException("not an electronic seal", e);
    }
  }

  /// Whether the seal maker's signature is good. Says nothing of the maker's certificate.
  public boolean signatureIsGood() {
    Point key = publicKey(makerCertificate);
    return Sm2Verifier.verify(key, Sm2Digest.of(key, signedBytes), signature);
  }

  /// The DER encoding.
  public byte[] encoded() {
    try {
      return der(
          new DERSequence(
              new ASN1Encodable[] {
                ASN1Sequence.getInstance(signedBytes),
                new DEROctetString(makerCertificate.bytes()),
                SM2_WITH_SM3,
                new DERBitString(signature.der())
              }));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("the bytes were a sequence when they were taken", e);
    }
  }

  public SealInfo info() {
    return info;
  }

  public CertificateDer makerCertificate() {
    return makerCertificate;
  }

  private static Point publicKey(CertificateDer certificate) {
    return PointGate.decode(
        Certificate.getInstance(certificate.bytes())
            .getSubjectPublicKeyInfo()
            .getPublicKeyData()
            .getOctets());
  }

  private static byte[] der(ASN1Encodable value) {
    try {
      return value.toASN1Primitive().getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("a structure in memory always encodes", e);
    }
  }
}
