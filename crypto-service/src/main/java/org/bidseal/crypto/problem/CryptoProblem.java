package org.bidseal.crypto.problem;

import org.bidseal.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// The problem types of crypto-service, one for each way in which it refuses.
public enum CryptoProblem implements ProblemType {
  KEY_NOT_FOUND(
      HttpStatus.NOT_FOUND,
      "No such key",
      "密钥不存在",
      "Check the key's id, and that this account may use it.",
      "请检查密钥编号，并确认当前账户有权使用该密钥。"),
  SIGNING_KEY_NOT_FOUND(
      HttpStatus.NOT_FOUND,
      "No such signing key",
      "签名密钥不存在",
      "Name a signing key of the person who is to sign.",
      "请指定签名人本人的签名密钥。"),
  HOLDING_NOT_FOUND(
      HttpStatus.NOT_FOUND,
      "This device holds no copy of the key",
      "本设备未持有该密钥",
      "Use the phone that holds the key, or recover it from a verified backup.",
      "请使用持有该密钥的手机，或通过已验证的备份恢复密钥。"),
  INVALID_POINT(
      HttpStatus.BAD_REQUEST,
      "Not a point of the curve",
      "曲线点无效",
      "Send an uncompressed point of sm2p256v1: 130 lower-case hexadecimal digits.",
      "请提交 sm2p256v1 曲线上的非压缩点（130 位小写十六进制）。"),
  INVALID_SHARE_PROOF(
      HttpStatus.FORBIDDEN,
      "The share proof does not hold",
      "密钥分量证明不成立",
      "Start the operation again in the app.",
      "请在手机应用中重新操作。"),
  WRONG_PIN_OR_PROOF(
      HttpStatus.FORBIDDEN,
      "Wrong PIN",
      "证书密码错误",
      "Enter the PIN again; after five wrong PINs in a row the key locks on this phone.",
      "请重新输入证书密码；连续五次错误后，本手机上的密钥将被锁定。"),
  KEY_LOCKED(
      HttpStatus.LOCKED,
      "The key is locked on this phone",
      "本手机上的密钥已锁定",
      "Pass real-name verification again, which takes minutes, and unlock the key; a bid can also be"
          + " opened by another recipient or from a verified backup.",
      "请重新完成实名认证（约需几分钟）后解锁；投标文件也可由其他接收者或已验证的备份解密。"),
  KEY_QUARANTINED(
      HttpStatus.LOCKED,
      "Two copies of this key were seen",
      "检测到该密钥存在副本，已隔离",
      "Pass real-name verification again, release the key and let the app renew it; a bid can also be"
          + " opened by another recipient or from a verified backup.",
      "请重新完成实名认证，解除隔离并由应用更新密钥分量；投标文件也可由其他接收者或已验证的备份解密。"),
  STALE_SHARE(
      HttpStatus.CONFLICT,
      "The key was renewed on another phone",
      "密钥已在其他手机上更新",
      "Ask the key's owner for a new backup, and verify it.",
      "请向密钥所有者申请新的备份并完成备份验证。"),
  UNEXPECTED_DIGEST(
      HttpStatus.FORBIDDEN,
      "Nothing with this digest waits for a signature",
      "该摘要不在待签名范围内",
      "Scan the code again and sign what the phone then shows.",
      "请重新扫码，并对手机上显示的内容签名。"),
  KEY_USAGE_FORBIDS(
      HttpStatus.CONFLICT,
      "The key is not for this use",
      "密钥用途不符",
      "Sign with the signing key; decrypt and back up with the encryption key.",
      "签名请使用签名密钥；解密和备份请使用加密密钥。"),
  REQUEST_ID_REUSED(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The request id was used for another request",
      "请求编号已用于其他请求",
      "Send a new request id with a new request.",
      "新的请求请使用新的请求编号。"),
  REQUEST_IN_PROGRESS(
      HttpStatus.CONFLICT,
      "The same request is still being answered",
      "相同请求正在处理中",
      "Repeat the same request in a moment.",
      "请稍后重发同一请求。"),
  INVALID_REFRESH(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The new share does not belong to the key",
      "新的密钥分量与密钥不匹配",
      "Start the renewal again in the app.",
      "请在手机应用中重新发起更新。"),
  NOT_THE_KEY_OWNER(
      HttpStatus.FORBIDDEN,
      "Only the key's owner may do this",
      "仅密钥所有者可执行此操作",
      "Ask the owner of the key.",
      "请联系密钥所有者操作。"),
  REAL_NAME_REQUIRED(
      HttpStatus.CONFLICT,
      "Real-name verification is needed first",
      "需要先重新完成实名认证",
      "Pass real-name verification again, then repeat this.",
      "请重新完成实名认证后再试。"),
  HOLDING_NOT_BLOCKED(
      HttpStatus.CONFLICT,
      "The key is neither locked nor quarantined on this phone",
      "本手机上的密钥未被锁定或隔离",
      "Use the key as usual.",
      "可直接使用该密钥。"),
  HOLDING_IN_USE(
      HttpStatus.CONFLICT,
      "The key is already in use on this phone",
      "密钥已在该手机上使用",
      "Use the key as usual; a first token is answered only once used.",
      "可直接使用该密钥，无需重复验证备份。"),
  BACKUP_CHECKS_EXHAUSTED(
      HttpStatus.LOCKED,
      "Too many wrong backup verifications",
      "备份验证失败次数过多",
      "Wait a day, or let the owner's phone renew the key and back it up again.",
      "请等待一天，或由密钥所有者在手机上更新密钥并重新备份。"),
  RESET_KEY_RELEASED(
      HttpStatus.CONFLICT,
      "The reset key was released before",
      "重置密钥已被领取",
      "Recover the key from a verified backup, or apply for a new certificate.",
      "请通过已验证的备份恢复密钥，或重新申请证书。"),
  NOT_A_RECIPIENT(
      HttpStatus.FORBIDDEN,
      "The envelope is not addressed to this key",
      "该密钥不是标书的接收者",
      "Open it with a key chosen when the bid was sealed.",
      "请使用加密时选定的密钥解密。"),
  OPENING_NOT_OPEN(
      HttpStatus.FORBIDDEN,
      "The opening's time has not come",
      "尚未到开标时间",
      "Come back at the opening's time.",
      "请在开标时间到达后再解密。"),
  DECRYPTION_WINDOW_CLOSED(
      HttpStatus.FORBIDDEN,
      "The time for decryption is over",
      "解密时限已过",
      "Ask the procuring entity whether the window can be extended.",
      "请联系招标人确认能否延长解密时限。"),
  SESSION_NOT_CONFIRMED(
      HttpStatus.CONFLICT,
      "The session was not confirmed by this person",
      "扫码会话未经本人确认",
      "Scan the code and confirm on the phone, then repeat this.",
      "请扫码并在手机上确认后再试。"),
  ENVELOPE_NOT_FOUND(
      HttpStatus.NOT_FOUND, "No such envelope", "标书不存在", "Check the envelope's id.", "请检查标书编号。"),
  ENVELOPE_NOT_SEALED(
      HttpStatus.CONFLICT,
      "The bid was never sealed",
      "标书尚未完成加密",
      "Finish sealing the bid before its deadline.",
      "请在截止时间前完成标书加密。");

  private final HttpStatus status;
  private final String titleEn;
  private final String titleZh;
  private final String nextEn;
  private final String nextZh;

  CryptoProblem(HttpStatus status, String titleEn, String titleZh, String nextEn, String nextZh) {
    this.status = status;
    this.titleEn = titleEn;
    this.titleZh = titleZh;
    this.nextEn = nextEn;
    this.nextZh = nextZh;
  }

  @Override
  public String service() {
    return "crypto";
  }

  @Override
  public HttpStatus status() {
    return status;
  }

  @Override
  public String titleEn() {
    return titleEn;
  }

  @Override
  public String titleZh() {
    return titleZh;
  }

  @Override
  public String nextEn() {
    return nextEn;
  }

  @Override
  public String nextZh() {
    return nextZh;
  }
}
