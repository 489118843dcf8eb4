package org.bidseal.crypto.problem;

import org.bidseal.problem.ProblemDefinition;
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
      "This key was reported stolen, or two copies of it were seen",
      "该密钥已报失或被检测到存在副本，已隔离",
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
  DEVICE_OF_ANOTHER_PERSON(
      HttpStatus.FORBIDDEN,
      "This device belongs to somebody else",
      "该设备属于他人",
      "Log in on your own phone and make the key there.",
      "请在本人手机上登录后再申请密钥。"),
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
  OPENING_CONCLUDED(
      HttpStatus.CONFLICT,
      "The opening is concluded",
      "开标已结束",
      "Nothing is opened or changed any more; look at the verdicts of the opening.",
      "开标已结束，不再解密或变更，请查看各投标文件的处理结果。"),
  OPENING_NOT_ENDED(
      HttpStatus.CONFLICT,
      "The decryption window is not over",
      "解密时限尚未结束",
      "Conclude the opening after its window has ended.",
      "请在解密时限结束后再结束开标。"),
  DECRYPTIONS_IN_FLIGHT(
      HttpStatus.CONFLICT,
      "Bids are still being decrypted",
      "仍有投标文件正在解密",
      "Wait until they are done, then conclude the opening.",
      "请等待解密完成后再结束开标。"),
  BIDS_UNDECIDED(
      HttpStatus.CONFLICT,
      "The timeline does not decide whose fault it was",
      "部分投标文件未解密的责任无法自动认定",
      "Look at the timelines of these bids and conclude with a decision and a reason for each.",
      "请查看相关投标文件的时间线，并逐一给出处理决定和理由。"),
  DECISION_NOT_NEEDED(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "A decision names no bid that waits for one",
      "所列投标文件无需处理决定",
      "Decide only on sealed bids of this opening that were not opened.",
      "仅可对本次开标中未解密的投标文件作出决定。"),
  NOT_JUDGED(
      HttpStatus.CONFLICT,
      "There is no verdict on this bid",
      "该投标文件尚无处理结果",
      "A verdict can be overruled after the opening is concluded, for bids that were not opened.",
      "开标结束后，方可对未解密的投标文件变更处理结果。"),
  ENVELOPE_RETRACTED(
      HttpStatus.CONFLICT,
      "The bidder took this bid back",
      "投标人已撤回该投标文件",
      "It is never opened. Before the deadline a new bid can be sealed.",
      "该投标文件不会被解密；截止时间前可重新提交。"),
  NOTHING_TO_CONFIRM(
      HttpStatus.CONFLICT,
      "There is nothing to confirm",
      "无需确认",
      "The bid stands: the tender has not changed since it was sealed or last confirmed.",
      "投标文件有效：自加密或上次确认以来招标文件没有变更。"),
  NOTHING_TO_SIGN(
      HttpStatus.CONFLICT,
      "Nothing was begun in this session",
      "本次会话中没有待签署的操作",
      "Begin the retraction or the confirmation, look at its statement, then sign it.",
      "请先发起撤回或确认，核对声明内容后再签名。"),
  CONFIRMATION_OUTDATED(
      HttpStatus.CONFLICT,
      "The tender has changed again",
      "招标文件已再次变更",
      "Look at the latest change and confirm that one.",
      "请查看最新变更后重新确认。"),
  BID_NOT_CONFIRMED(
      HttpStatus.CONFLICT,
      "The bid was not confirmed after the tender had changed",
      "招标文件变更后未确认该投标文件",
      "This opening takes only bids that were confirmed before the deadline.",
      "本次开标仅接受截止时间前已确认的投标文件。"),
  FALLBACK_NOT_MATCHING(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The file is not the one that was sealed",
      "文件与加密时的原文件不一致",
      "Upload the very file that was sealed, with the tree key of the bidder's own copy.",
      "请上传加密时的原文件，并使用投标人留存副本中的树密钥（treeKey）。"),
  HALL_VERSION_NOT_VALID(
      HttpStatus.BAD_REQUEST,
      "Not a version of this hall",
      "开标大厅版本号无效",
      "Ask for the hall without since, then follow with the version of each answer.",
      "请先不带 since 查询，再使用返回的 version 继续查询。"),
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
  ENVELOPE_SUPERSEDED(
      HttpStatus.CONFLICT,
      "A later bid took the place of this one",
      "该投标文件已被后来提交的文件替代",
      "Open the bid that was sealed last.",
      "请解密最后一次提交的投标文件。"),
  ENVELOPE_NOT_SEALED(
      HttpStatus.CONFLICT,
      "The bid was never sealed",
      "标书尚未完成加密",
      "Finish sealing the bid before its deadline.",
      "请在截止时间前完成标书加密。"),
  OPENING_NOT_FOUND(
      HttpStatus.NOT_FOUND, "No such opening", "开标活动不存在", "Check the opening's id.", "请检查开标编号。"),
  OPENING_EXISTS(
      HttpStatus.CONFLICT,
      "The lot has an opening of this stage already",
      "该标段的这一阶段已登记开标",
      "Use the opening that is registered for this tender, lot and stage.",
      "请使用该招标项目标段这一阶段已登记的开标。"),
  OPENING_TIMES_INVALID(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The opening's times do not fit together",
      "开标时间设置无效",
      "Set a deadline in the future and an opening time at or after it.",
      "请设置晚于当前时间的截止时间,且开标时间不早于截止时间。"),
  OPENING_HAS_OPENED(
      HttpStatus.CONFLICT,
      "The opening has begun",
      "开标已经开始",
      "Its times stay as they are; extend the decryption window if bidders need longer.",
      "开标时间已不可更改；如投标人需要更多时间，请延长解密时限。"),
  OPENING_BROUGHT_FORWARD(
      HttpStatus.CONFLICT,
      "The opening cannot be brought forward",
      "开标时间不能提前",
      "Give times that are not earlier than the present ones: bidders have relied on them.",
      "已有投标人依据原时间加密投标文件，新的时间不得早于原时间。"),
  DEADLINE_PASSED(
      HttpStatus.CONFLICT,
      "The deadline has passed",
      "投标截止时间已过",
      "This opening takes no more bids.",
      "本次开标已不再接收投标文件。"),
  SERVER_SEALING_NOT_ALLOWED(
      HttpStatus.FORBIDDEN,
      "The platform does not seal on the server",
      "平台未开启服务端加密",
      "Seal the bid on the bidder's side, or change the platform's settings.",
      "请在投标人端加密标书,或调整平台设置。"),
  WRONG_SEALING_MODE(
      HttpStatus.CONFLICT,
      "The envelope is sealed on the other side",
      "标书的加密方式不符",
      "Upload header and content for BIDDER sealing, the plaintext for SERVER sealing.",
      "投标人端加密请上传标书头和密文,服务端加密请上传明文。"),
  ENVELOPE_STATE_FORBIDS(
      HttpStatus.CONFLICT,
      "The envelope's state does not allow this",
      "标书当前状态不允许此操作",
      "Look at the envelope's state and do the step that comes next.",
      "请查看标书状态并执行下一步操作。"),
  RECIPIENT_NAMED_TWICE(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "A recipient is named twice",
      "接收者重复",
      "Choose every encryption certificate once.",
      "每张加密证书只能选择一次。"),
  RECIPIENT_UNUSABLE(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "A certificate cannot receive this bid",
      "证书不能作为标书接收者",
      "Choose encryption certificates in force of the bidding enterprise or its consortium.",
      "请选择投标企业或其联合体成员当前有效的加密证书。"),
  OWN_CERTIFICATE_MISSING(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "Your own certificate is not among the recipients",
      "接收者中缺少本人证书",
      "Add your own encryption certificate to the recipients.",
      "请将本人的加密证书加入接收者。"),
  SIGNING_CERTIFICATE_MISSING(
      HttpStatus.CONFLICT,
      "You have no signing certificate for this enterprise",
      "您没有该企业的签名证书",
      "Apply for a certificate and download it, then scan again.",
      "请申请并下载证书后重新扫码。"),
  BACKUP_NOT_VERIFIED(
      HttpStatus.CONFLICT,
      "Your encryption key has no verified backup",
      "加密密钥尚无已验证的备份",
      "Back the key up to a colleague's phone and let it be verified, then scan again.",
      "请将密钥备份到同事手机并完成备份验证,然后重新扫码。"),
  STATEMENT_SIGNATURE_NOT_VALID(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The signature is not one of this bid statement",
      "投标声明签名无效",
      "Sign the statement that the envelope shows, with the key that it names.",
      "请使用标书指定的密钥对当前声明签名。"),
  WRONG_FILE_KEY(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The key does not open this envelope",
      "内容密钥与标书不匹配",
      "Decrypt the recipient entry of this envelope again.",
      "请重新解密本标书的接收者信息。"),
  ALREADY_DECRYPTED(
      HttpStatus.CONFLICT,
      "The bid is being decrypted or is decrypted",
      "标书正在解密或已解密",
      "Wait for the result; nothing more is needed.",
      "请等待解密结果,无需其他操作。"),
  DECRYPTION_QUEUE_FULL(
      HttpStatus.SERVICE_UNAVAILABLE,
      "Too many bids wait to be decrypted",
      "等待解密的标书过多",
      "Send the same request again after Retry-After; nothing was stored and nothing is lost.",
      "请在 Retry-After 指定的时间后重新提交相同请求；未保存任何数据，也不会丢失。"),
  NOT_DECRYPTED(
      HttpStatus.CONFLICT,
      "The bid is not decrypted",
      "标书尚未解密",
      "Let a recipient decrypt it at the opening.",
      "请由接收者在开标时解密。"),
  RECORD_NOT_READY(
      HttpStatus.SERVICE_UNAVAILABLE,
      "The opening record waits for its certificate or its timestamp",
      "开标记录正在等待证书或时间戳",
      "Ask again in a few seconds.",
      "请稍后重试。");

  private final ProblemDefinition definition;

  CryptoProblem(HttpStatus status, String titleEn, String titleZh, String nextEn, String nextZh) {
    definition = new ProblemDefinition(status, titleEn, titleZh, nextEn, nextZh);
  }

  @Override
  public String service() {
    return "crypto";
  }

  @Override
  public ProblemDefinition definition() {
    return definition;
  }
}
