package org.bidseal.escrow;

import org.bidseal.problem.ProblemDefinition;
import org.bidseal.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// What can go wrong with backups and recoveries, and what to do next.
public enum EscrowProblem implements ProblemType {
  INVALID_POINT(
      HttpStatus.BAD_REQUEST,
      "The public key is not a usable point",
      "公钥不是有效的曲线点",
      "Send the 65 uncompressed bytes of an SM2 public key in lower-case hexadecimal",
      "请以小写十六进制提交 65 字节未压缩的 SM2 公钥"),
  CIPHERTEXT_MALFORMED(
      HttpStatus.BAD_REQUEST,
      "This is not an encrypted key share",
      "密钥分量密文格式不正确",
      "Update the app and try again",
      "请升级应用后重试"),
  CERTIFICATE_UNUSABLE(
      HttpStatus.CONFLICT,
      "This certificate cannot be used here",
      "该证书不可用于此操作",
      "Choose a signing certificate of yours that is downloaded and in force",
      "请选择本人已下载且有效的签名证书"),
  SIGNATURE_INVALID(
      HttpStatus.FORBIDDEN,
      "The signature does not fit the statement",
      "签名与声明不符",
      "Fetch the statement again and sign it with the chosen certificate",
      "请重新获取声明并使用所选证书签名"),
  KEY_USAGE_FORBIDS(
      HttpStatus.CONFLICT,
      "Signing keys are not backed up",
      "签名密钥不可备份",
      "Choose an encryption key; nobody signs for somebody else",
      "请选择加密密钥；任何人不得代他人签名"),
  GENERATION_NOT_CURRENT(
      HttpStatus.CONFLICT,
      "The key was refreshed meanwhile",
      "密钥已更新",
      "Open the key on the phone that refreshed it, and back it up from there",
      "请在已更新密钥的手机上重新备份"),
  HOLDER_NOT_ELIGIBLE(
      HttpStatus.CONFLICT,
      "This phone cannot hold the backup",
      "该手机不可保管此备份",
      "Choose a colleague of the same enterprise who has a key of his own, or your own other phone",
      "请选择同一企业内已申请密钥的人员，或本人的其他手机"),
  BACKUP_EXISTS(
      HttpStatus.CONFLICT,
      "This phone holds a verified backup already",
      "该手机已持有经验证的备份",
      "Nothing to do; choose another phone for one more backup",
      "无需重复备份；如需更多备份请选择其他手机"),
  BACKUP_NOT_VERIFIED(
      HttpStatus.CONFLICT,
      "The backup is not verified",
      "备份尚未验证",
      "Ask the holder to press Verify backup on his phone",
      "请保管人在其手机上点击“备份验证”"),
  BACKUP_STALE(
      HttpStatus.CONFLICT,
      "The backup is of an older key share",
      "备份已失效",
      "Use a newer backup, or make one on the phone that has the key",
      "请使用较新的备份，或在持有密钥的手机上重新备份"),
  BACKUP_REVOKED(
      HttpStatus.CONFLICT,
      "The backup was withdrawn",
      "备份已撤销",
      "Use another backup, or make one on the phone that has the key",
      "请使用其他备份，或在持有密钥的手机上重新备份"),
  NOT_THE_HOLDER(
      HttpStatus.FORBIDDEN,
      "Only the holder of the backup can do this",
      "仅备份保管人可进行此操作",
      "Ask the holder to do it on the phone that holds the backup",
      "请备份保管人在保管备份的手机上操作"),
  NOT_THE_OWNER(
      HttpStatus.FORBIDDEN,
      "Only the owner of the key can do this",
      "仅密钥所有人可进行此操作",
      "Ask the owner of the key to do it",
      "请密钥所有人操作"),
  WRONG_DEVICE(
      HttpStatus.CONFLICT,
      "This is not the right phone",
      "操作的手机不正确",
      "Do it on the phone that the backup or the recovery names",
      "请在备份或恢复所指定的手机上操作"),
  RECOVERY_EXISTS(
      HttpStatus.CONFLICT,
      "This recovery was asked for already",
      "已申请过该恢复",
      "Wait for the holder's confirmation, or reject the open request first",
      "请等待保管人确认，或先取消未完成的申请"),
  RECOVERY_NOT_CONFIRMED(
      HttpStatus.CONFLICT,
      "The holder has not confirmed the recovery yet",
      "保管人尚未确认恢复",
      "Ask the holder to confirm the recovery on his phone",
      "请保管人在其手机上确认恢复"),
  RECOVERY_WAITING(
      HttpStatus.CONFLICT,
      "The waiting time of the recovery is not over",
      "恢复等待期尚未结束",
      "Wait until importableAt; if an opening is near, ask two colleagues to approve",
      "请等待至 importableAt；如临近开标，可请两位同事同意缩短"),
  NOT_AN_APPROVER(
      HttpStatus.FORBIDDEN,
      "The owner of the key cannot shorten the waiting time",
      "密钥所有人不可自行缩短等待期",
      "Ask holders of the key's backups, or colleagues who have a key",
      "请密钥备份保管人或已有密钥的同事同意"),
  PIECE_NOT_PROVEN(
      HttpStatus.FORBIDDEN,
      "The piece was not proven",
      "密钥分片验证未通过",
      "Open the piece on the phone that holds it; if it fails again, ask the owner for a new backup",
      "请在保管分片的手机上重新验证；如仍失败，请密钥所有人重新备份"),
  CHALLENGE_NOT_KNOWN(
      HttpStatus.CONFLICT,
      "The proof is for no number that is open",
      "验证随机数无效或已过期",
      "Ask for a new number and prove the backup again",
      "请重新获取随机数后再次验证"),
  RECOVERY_EXPIRED(
      HttpStatus.GONE,
      "The recovery's time is over",
      "恢复申请已过期",
      "Ask for the recovery again",
      "请重新申请恢复"),
  RECOVERY_ENDED(
      HttpStatus.CONFLICT,
      "The recovery has already ended",
      "恢复申请已结束",
      "Ask for the recovery again if there is still something to recover",
      "如仍需恢复，请重新申请");

  private final ProblemDefinition definition;

  EscrowProblem(HttpStatus status, String titleEn, String titleZh, String nextEn, String nextZh) {
    definition = new ProblemDefinition(status, titleEn, titleZh, nextEn, nextZh);
  }

  @Override
  public String service() {
    return "escrow";
  }

  @Override
  public ProblemDefinition definition() {
    return definition;
  }
}
