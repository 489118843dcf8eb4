package org.bidseal.escrow.notice;

/// What a person is told, in the two languages of the app.
public enum NoticeKind {
  BACKUP_REQUESTED("A backup of the key waits for its verification", "密钥备份等待验证"),
  BACKUP_VERIFIED("A backup of the key was verified", "密钥备份已验证"),
  BACKUP_STALE("The key was refreshed; this backup no longer works", "密钥已更新，此备份已失效"),
  BACKUP_REVOKED("A backup of the key has ended", "密钥备份已终止"),
  BACKUP_LAPSED("The key has no verified backup any more", "密钥已无有效备份"),
  PROOF_OVERDUE("A backup of the key was not proven for a month", "密钥备份已逾一个月未验证"),
  RECOVERY_REQUESTED("A new phone asks for the key", "有新手机申请恢复密钥"),
  RECOVERY_CONFIRMED("The holder passed the key on; the waiting time runs", "保管人已确认恢复，等待期已开始"),
  RECOVERY_APPROVED("Somebody wants the key's recovery sooner", "有人同意缩短恢复等待期"),
  WAITING_SHORTENED("The waiting time of the recovery is over early", "恢复等待期已提前结束"),
  RECOVERY_REJECTED("The recovery of the key was rejected", "密钥恢复已被拒绝"),
  RECOVERY_EXPIRED("The recovery of the key has expired", "密钥恢复已过期"),
  RECOVERY_IMPORTED("The key was opened on a new phone", "密钥已导入新手机"),
  KEY_RECOVERED("The key is on the new phone; older copies are dead", "密钥已恢复至新手机，旧副本已失效");

  private final String en;
  private final String zh;

  NoticeKind(String en, String zh) {
    this.en = en;
    this.zh = zh;
  }

  NoticeView.Text text() {
    return new NoticeView.Text(en, zh);
  }
}
