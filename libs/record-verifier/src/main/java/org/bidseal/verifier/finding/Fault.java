package org.bidseal.verifier.finding;

/// What can be said of a record or of one of its entries. Each text takes one detail, which it may
/// leave out.
public enum Fault {
  FILE_CUT("the file ends in the middle, after %s characters", "文件不完整，在第%s个字符后中断"),
  NOT_JSON("the file is no JSON document as records are: %s", "文件不是开标记录的JSON格式：%s"),
  NOT_UTF8("the file is not UTF-8", "文件不是UTF-8编码"),
  OTHER_FORMAT("the file is of format %s, not of one known here", "文件格式为%s，本程序不支持"),
  MALFORMED("%s", "格式错误：%s"),

  ENTRY_CHANGED("its content was changed: the content does not give its hash", "内容被改动：内容与其哈希值不符"),
  ENTRY_MISSING("entry %s, which belongs before it, is missing", "缺少其前面的第%s条"),
  ENTRY_OUT_OF_PLACE("it stands where entry %s belongs", "位置错误：此处应为第%s条"),
  ENTRY_NOT_LINKED(
      "it does not continue the entry before it: one of the two was replaced", "与前一条不衔接：其中一条被替换"),
  ENTRY_OF_OTHER_OPENING("it is of another opening: %s", "属于另一个开标：%s"),
  TIME_RUNS_BACK("it is earlier than the entry before it", "时间早于前一条"),
  FIRST_ENTRY("the first entry does not register the opening", "首条不是开标登记"),

  ENTRIES_ADDED("it signs fewer entries than the file has: %s", "签名所含条数少于文件中的条数：%s"),
  ENTRIES_CUT_OFF("it signs more entries than the file has: %s", "签名所含条数多于文件中的条数：%s"),
  HEAD_OF_OTHER_CHAIN(
      "it signs another chain: the hash of its last entry differs", "签名对应另一条链：末条哈希值不同"),
  HEAD_OF_OTHER_OPENING("it signs the record of another opening: %s", "签名对应另一个开标：%s"),
  HEAD_SIGNATURE_WRONG(
      "the signature is not one of the certificate's key over the head", "签名与证书公钥不符"),
  SIGNER_NOT_ENTITLED(
      "the certificate is not one for receipts and opening records: %s", "该证书不能用于签署回执和开标记录：%s"),

  NO_PATH("no authority in the record issued the certificate: %s", "记录中没有签发该证书的机构：%s"),
  NOT_TRUSTED("the certificate does not lead to a given trust anchor: %s", "证书不能追溯到指定的信任锚：%s"),
  CERTIFICATE_NOT_VALID("the certificate was not valid: %s", "证书无效：%s"),

  TIMESTAMP_WRONG("the timestamp is not one of this signature: %s", "时间戳与该签名不符：%s"),

  SIGNER_UNKNOWN("the receipt's signing key has no certificate in the record", "记录中没有签署回执的密钥的证书"),
  RECEIPT_SIGNATURE_WRONG("the receipt's signature is wrong", "回执签名错误"),
  RECEIPT_FOREIGN("the receipt is of another bid: its %s differs", "回执属于另一份标书：%s不同"),
  STATEMENT_SIGNATURE_WRONG(
      "the bidder's signature over the bid statement is wrong", "投标人对投标声明的签名错误"),
  STATEMENT_FOREIGN("the bid statement is of another bid: its %s differs", "投标声明属于另一份标书：%s不同"),

  SEALED_TWICE("the bid was sealed before: entry %s", "该标书此前已加密：第%s条"),
  SEALED_TOO_LATE("the bid was sealed after the deadline %s", "标书在投标截止时间%s之后加密"),
  BIDDER_TWICE("one of its bidders has another bid: entry %s", "其投标企业另有一份投标：第%s条"),
  BID_UNKNOWN("no entry before it seals this bid: %s", "此前没有加密该标书的记录：%s"),
  BID_LEFT("the bid gave way to another one or was taken back: entry %s", "该标书已被替换或撤回：第%s条"),
  RETRACTED_TOO_LATE("the bid was taken back after the deadline %s", "标书在投标截止时间%s之后撤回"),
  OPENED_TWICE("the bid was opened before: entry %s", "该标书此前已打开：第%s条"),
  OPENED_TOO_EARLY("the bid was opened before the opening time %s", "标书在开标时间%s之前打开"),
  POLICY_NOT_MET(
      "another number of recipients opens it together than the opening demands: %s",
      "共同解密的人数不符合本次开标的要求：%s"),
  POLICY_DIFFERS("by its receipt another number of recipients opens it: %s", "与回执所载共同解密的人数不符：%s"),
  SHARES_TOO_FEW("too few recipients gave their shares: %s are needed", "提交密钥分片的接收者不足：需%s人"),
  REPORT_SIGNATURE_WRONG("the signature of the reporting phone is wrong", "提交报告的手机签名错误"),
  REPORT_FOREIGN("the report is about another bid", "该报告属于另一份标书"),
  LOCK_FOREIGN("a statement is about another event lock, time or bid", "声明属于另一个开标锁、时间或标书"),
  LOCK_SIGNATURE_WRONG("a signature over a statement about the event lock is wrong", "开标锁声明的签名错误"),
  LOCK_SIGNERS_TOO_FEW("too few members signed: %s are needed", "签名的保管人不足：需%s人"),
  LOCK_NOT_RELEASED("the bid was decrypted before the event lock was released", "标书在开标锁解除之前解密"),
  TIMES_CONTRADICT("the times before it were others: %s", "此前的时间与之不符：%s"),

  PLAINTEXT_OF_UNKNOWN_BID("the record has no such bid: %s", "记录中没有该标书：%s"),
  PLAINTEXT_NOT_OPENED("the bid was not decrypted, so nothing can be compared", "该标书未解密，无法比对"),
  PLAINTEXT_DIFFERS("the file is not what was sealed: %s", "该文件不是加密时的文件：%s"),

  CHAIN_CHANGED(
      "the chain does not lead from the use to the key's head: a hash was changed",
      "哈希链不能从该使用记录推导至密钥链头：哈希值被改动"),
  NOT_IN_TREE(
      "the key's head is not in the signed tree: the head, its position or its path was changed",
      "密钥链头不在签名存证树中：链头、位置或路径被改动"),
  TREE_SIGNATURE_WRONG(
      "the signature is not one of the certificate's key over the tree", "签名与证书公钥不符"),
  TREE_BEFORE_USE("it was made before the use: %s", "存证树早于该次使用：%s"),
  CHAIN_REPLACED(
      "the key's chain is another one than in the other file: use %s", "与另一文件中的密钥链不同：第%s次使用"),
  TREE_REPLACED(
      "the tree is another one than in the other file, though both have the number %s",
      "与另一文件中的存证树编号同为%s，内容不同"),
  TREE_NOT_LINKED("the tree does not follow the one of the other file: %s", "存证树与另一文件中的前一棵不衔接：%s"),

  UNKNOWN_KIND(
      "of a kind not known here; only its place in the chain was checked", "未知类型，只检查了其在链中的位置"),
  RECEIPT_NOT_TIMESTAMPED("the bid's receipt has no timestamp in this record", "该标书的回执在记录中没有时间戳"),
  NOT_ANCHORED(
      "no --trust given, so the root is only what the record says: compare %s",
      "未指定--trust，根证书仅为记录自述，请核对：%s");

  private final String english;
  private final String chinese;

  Fault(String english, String chinese) {
    this.english = english;
    this.chinese = chinese;
  }

  public String text(Language language, String detail) {
    return switch (language) {
      case ENGLISH -> english.formatted(detail);
      case CHINESE -> chinese.formatted(detail);
    };
  }
}
