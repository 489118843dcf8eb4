package org.bidseal.signing.verification;

/// What a verification can find wrong, or worth saying, about one signature.
public enum Finding {
  /// ByteRange is not two stretches around the signature's own string, or leaves the file.
  BYTE_RANGE_INVALID(true, "The byte range does not fit the file", "签名字节范围与文件不符"),
  /// Neither CMS nor RFC 3161.
  SUBFILTER_UNSUPPORTED(true, "This kind of signature is not supported", "不支持此类签名格式"),
  /// The signature's string is no CMS SignedData.
  CMS_UNREADABLE(true, "The signature cannot be read", "签名数据无法解析"),
  /// A PDF signature has exactly one signer (ISO 32000-1 §12.8.3.3.1).
  SIGNER_COUNT(true, "The signature does not have exactly one signer", "签名者数量不为一"),
  /// The signer's certificate is not in the CMS.
  CERTIFICATE_MISSING(true, "The signer's certificate is missing", "缺少签名者证书"),
  /// A digest or signature algorithm that is not known here.
  ALGORITHM_UNSUPPORTED(true, "The algorithm is not supported", "不支持的算法"),
  /// MD5 or older: collisions can be made.
  DIGEST_BROKEN(true, "The digest algorithm is broken", "摘要算法已被攻破"),
  /// SHA-1: no longer to be relied on.
  DIGEST_WEAK(false, "The digest algorithm is weak", "摘要算法强度不足"),
  /// The covered bytes have another digest than the signed one.
  CONTENT_ALTERED(true, "The signed content was altered", "签名内容已被篡改"),
  /// There are signed attributes, but messageDigest or contentType is not among them (RFC 5652
  /// §5.3).
  ATTRIBUTE_MISSING(true, "A mandatory signed attribute is missing", "缺少必需的签名属性"),
  /// The signature value does not verify under the certificate's key.
  SIGNATURE_WRONG(true, "The signature value is wrong", "签名值验证失败"),
  /// signingCertificate names another certificate (RFC 5035 §5.4).
  CERTIFICATE_EXCHANGED(true, "The certificate is not the one signed for", "证书与签名所指证书不一致"),
  /// No path to a trust anchor of this installation.
  CHAIN_UNTRUSTED(true, "The certificate leads to no trust anchor", "证书无法追溯到信任锚"),
  /// The path is known but not good at the time of signing.
  CHAIN_INVALID(true, "The certificate was not valid at the time of signing", "签名时证书无效"),
  /// Key usage permits neither digitalSignature nor nonRepudiation.
  KEY_USAGE_FORBIDS(true, "The certificate is not for signing", "证书用途不允许签名"),
  /// Revoked before the time of signing.
  CERTIFICATE_REVOKED(true, "The certificate was revoked before signing", "签名前证书已注销"),
  /// The timestamp does not belong to the signature, or does not verify.
  TIMESTAMP_WRONG(true, "The timestamp is wrong", "时间戳验证失败"),
  /// The timestamp verifies, but its authority is not trusted here; the claimed time counts for
  /// nothing.
  TIMESTAMP_UNTRUSTED(false, "The timestamp's authority is not trusted", "时间戳机构不受信任"),
  /// More than further signatures was appended after this one.
  CHANGED_AFTER_SIGNING(true, "The document was changed after this signature", "签名后文档被修改"),
  /// The revisions cannot be compared; what came after the signature is unknown.
  LATER_CHANGES_UNKNOWN(true, "Later changes could not be examined", "无法检查签名后的修改"),
  /// Only further signatures were appended after this one.
  SIGNED_FURTHER(false, "Further signatures follow", "其后有追加签名");

  private final boolean fatal;
  private final String english;
  private final String chinese;

  Finding(boolean fatal, String english, String chinese) {
    this.fatal = fatal;
    this.english = english;
    this.chinese = chinese;
  }

  /// Whether a signature with this finding is not valid.
  public boolean fatal() {
    return fatal;
  }

  /// For readers of English.
  public String english() {
    return english;
  }

  /// For readers of Chinese.
  public String chinese() {
    return chinese;
  }
}
