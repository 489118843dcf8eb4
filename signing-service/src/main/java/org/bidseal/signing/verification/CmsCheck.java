package org.bidseal.signing.verification;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bidseal.signing.Bytes;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.Sm3Stream;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.sm2.Sm2Verifier;
import org.bidseal.smcrypto.x509.Sm2PublicKeys;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertID;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificate;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.jspecify.annotations.Nullable;

/// Verifies one CMS SignedData (RFC 5652 §5.6): SM2 by this product's own code, everything else by
/// Bouncy Castle.
final class CmsCheck {
  private final Set<Finding> findings = EnumSet.noneOf(Finding.class);
  private final CMSSignedData signed;
  private final SignerInformation signer;
  private final SignedContent content;

  private CmsCheck(CMSSignedData signed, SignerInformation signer, SignedContent content) {
    this.signed = signed;
    this.signer = signer;
    this.content = content;
  }

  /// Reads the first ASN.1 object of a string padded with zeros.
  static ContentInfo parse(byte[] padded) throws IOException {
    try (ASN1InputStream input = new ASN1InputStream(padded)) {
      return ContentInfo.getInstance(input.readObject());
    } catch (IllegalArgumentException | IllegalStateException | ClassCastException e) {
      throw new IOException("not a CMS", e);
    }
  }

  static CmsOutcome run(byte[] padded, SignedContent content) throws IOException {
    ContentInfo info;
    try {
      info = parse(padded);
    } catch (IOException unreadable) {
      return CmsOutcome.broken(Finding.CMS_UNREADABLE);
    }
    return run(info, content);
  }

  static CmsOutcome run(ContentInfo info, SignedContent content) throws IOException {
    try {
      List<SignerInformation> signers =
          List.copyOf(new CMSSignedData(info).getSignerInfos().getSigners());
      if (signers.isEmpty()) {
        return CmsOutcome.broken(Finding.SIGNER_COUNT);
      }
      ASN1ObjectIdentifier digest = signers.getFirst().getDigestAlgorithmID().getAlgorithm();
      byte[] hash = digestOf(digest, content);
      CMSSignedData signed =
          new CMSSignedData(Map.of(digest.getId(), hash == null ? new byte[0] : hash), info);
      CmsCheck check =
          new CmsCheck(signed, signed.getSignerInfos().getSigners().iterator().next(), content);
      if (signers.size() > 1) {
        check.findings.add(Finding.SIGNER_COUNT);
      }
      return check.outcome(hash);
    } catch (CMSException
        | IllegalArgumentException
        | IllegalStateException
        | ClassCastException
        | NullPointerException
        | ArrayIndexOutOfBoundsException hostile) {
      // Bouncy Castle's parsers answer hostile structures with any of these.
      return CmsOutcome.broken(Finding.CMS_UNREADABLE);
    }
  }

  private static byte @Nullable [] digestOf(ASN1ObjectIdentifier oid, SignedContent content)
      throws IOException {
    MessageDigest digest = Algorithms.digest(oid);
    if (digest == null) {
      return null;
    }
    content.feed(digest::update);
    return digest.digest();
  }

  private CmsOutcome outcome(byte @Nullable [] hash) throws IOException {
    ASN1ObjectIdentifier digest = signer.getDigestAlgorithmID().getAlgorithm();
    ASN1ObjectIdentifier algorithm = new ASN1ObjectIdentifier(signer.getEncryptionAlgOID());
    boolean sm2 = Algorithms.isSm2(signer.getDigestAlgorithmID(), algorithm);
    Finding weakness = Algorithms.weakness(digest);
    if (weakness != null) {
      findings.add(weakness);
    }
    X509CertificateHolder holder = signerCertificate();
    boolean intact = hash != null && holder != null && verified(hash, holder, sm2);
    if (hash == null) {
      findings.add(Finding.ALGORITHM_UNSUPPORTED);
    }
    return new CmsOutcome(
        intact,
        holder == null ? null : toJca(holder),
        certificates(),
        signingTime(),
        Algorithms.digestName(digest),
        Algorithms.signatureName(algorithm, sm2),
        Bytes.of(signer.getSignature()),
        token(),
        findings);
  }

  private @Nullable X509CertificateHolder signerCertificate() {
    for (X509CertificateHolder holder : signed.getCertificates().getMatches(null)) {
      if (signer.getSID().match(holder)) {
        return holder;
      }
    }
    findings.add(Finding.CERTIFICATE_MISSING);
    return null;
  }

  private boolean verified(byte[] hash, X509CertificateHolder holder, boolean sm2)
      throws IOException {
    if (!attributesFit(hash, holder)) {
      return false;
    }
    boolean right = sm2 ? sm2Verified(holder) : verifiedByBouncyCastle(holder);
    if (!right) {
      findings.add(Finding.SIGNATURE_WRONG);
    }
    return right;
  }

  /// RFC 5652 §5.3: with signed attributes, messageDigest binds the content; RFC 5035 §5.4:
  /// signingCertificate binds the certificate.
  private boolean attributesFit(byte[] hash, X509CertificateHolder holder) throws IOException {
    AttributeTable attributes = signer.getSignedAttributes();
    if (attributes == null) {
      return true;
    }
    ASN1Encodable digest = value(attributes, CMSAttributes.messageDigest);
    if (digest == null || value(attributes, CMSAttributes.contentType) == null) {
      findings.add(Finding.ATTRIBUTE_MISSING);
      return false;
    }
    if (!MessageDigest.isEqual(ASN1OctetString.getInstance(digest).getOctets(), hash)) {
      findings.add(Finding.CONTENT_ALTERED);
      return false;
    }
    if (!namesCertificate(attributes, holder)) {
      findings.add(Finding.CERTIFICATE_EXCHANGED);
      return false;
    }
    return true;
  }

  private static boolean namesCertificate(
      AttributeTable attributes, X509CertificateHolder certificate) throws IOException {
    ASN1Encodable second = value(attributes, PKCSObjectIdentifiers.id_aa_signingCertificateV2);
    if (second != null) {
      ESSCertIDv2[] named = SigningCertificateV2.getInstance(second).getCerts();
      return named.length > 0
          && isHash(
              named[0].getHashAlgorithm().getAlgorithm(), named[0].getCertHash(), certificate);
    }
    ASN1Encodable first = value(attributes, PKCSObjectIdentifiers.id_aa_signingCertificate);
    if (first != null) {
      ESSCertID[] named = SigningCertificate.getInstance(first).getCerts();
      return named.length > 0
          && isHash(OIWObjectIdentifiers.idSHA1, named[0].getCertHash(), certificate);
    }
    return true;
  }

  private static boolean isHash(
      ASN1ObjectIdentifier algorithm, byte[] hash, X509CertificateHolder certificate)
      throws IOException {
    MessageDigest digest = Algorithms.digest(algorithm);
    return digest != null && Arrays.equals(digest.digest(certificate.getEncoded()), hash);
  }

  private boolean sm2Verified(X509CertificateHolder holder) throws IOException {
    Point key;
    Sm2Signature signature;
    try {
      key = Sm2PublicKeys.fromInfo(holder.getSubjectPublicKeyInfo());
      signature = Sm2Signature.ofDer(signer.getSignature());
    } catch (IllegalArgumentException malformed) {
      return false;
    }
    byte[] attributes = signer.getEncodedSignedAttributes();
    if (attributes != null) {
      return Sm2Verifier.verifyMessage(key, attributes, signature);
    }
    Sm3Stream message = Sm2Digest.start(key);
    content.feed(message::update);
    return Sm2Verifier.verify(key, message.finish(), signature);
  }

  private boolean verifiedByBouncyCastle(X509CertificateHolder holder) {
    X509Certificate certificate = toJca(holder);
    if (certificate == null) {
      return false;
    }
    try {
      // By key, not by certificate: the certificate's dates are the chain's business.
      return signer.verify(
          new JcaSimpleSignerInfoVerifierBuilder()
              .setProvider(Algorithms.BC)
              .build(certificate.getPublicKey()));
    } catch (OperatorCreationException e) {
      findings.add(Finding.ALGORITHM_UNSUPPORTED);
      return false;
    } catch (CMSException e) {
      return false;
    }
  }

  private @Nullable X509Certificate toJca(X509CertificateHolder holder) {
    try {
      return new JcaX509CertificateConverter().setProvider(Algorithms.BC).getCertificate(holder);
    } catch (CertificateException e) {
      findings.add(Finding.CERTIFICATE_MISSING);
      return null;
    }
  }

  private List<X509Certificate> certificates() {
    List<X509Certificate> all = new ArrayList<>();
    for (X509CertificateHolder holder : signed.getCertificates().getMatches(null)) {
      X509Certificate certificate = toJca(holder);
      if (certificate != null) {
        all.add(certificate);
      }
    }
    return all;
  }

  private @Nullable Instant signingTime() {
    AttributeTable attributes = signer.getSignedAttributes();
    ASN1Encodable time = attributes == null ? null : value(attributes, CMSAttributes.signingTime);
    return time == null ? null : Time.getInstance(time).getDate().toInstant();
  }

  private @Nullable Bytes token() throws IOException {
    AttributeTable attributes = signer.getUnsignedAttributes();
    ASN1Encodable token =
        attributes == null
            ? null
            : value(attributes, PKCSObjectIdentifiers.id_aa_signatureTimeStampToken);
    ASN1Primitive primitive = token == null ? null : token.toASN1Primitive();
    return primitive == null ? null : Bytes.of(primitive.getEncoded());
  }

  private static @Nullable ASN1Encodable value(AttributeTable table, ASN1ObjectIdentifier type) {
    Attribute attribute = table.get(type);
    return attribute == null || attribute.getAttrValues().size() == 0
        ? null
        : attribute.getAttrValues().getObjectAt(0);
  }
}
