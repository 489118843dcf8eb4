package org.bidseal.crypto.problem;

import org.bidseal.problem.ProblemDefinition;
import org.bidseal.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// What can be wrong with a bid as a whole: its parts, and who bids.
public enum BidProblem implements ProblemType {
  BID_NOT_FOUND(HttpStatus.NOT_FOUND, "No such bid", "投标不存在", "Check the bid's id.", "请检查投标编号。"),
  OPENING_OF_ANOTHER_TENDER(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The opening belongs to another tender",
      "该开标属于其他招标项目",
      "Name openings of the bid's tender only; make a bid for each tender.",
      "一份投标只能包含同一招标项目的开标；其他项目请另行创建投标。"),
  PART_NAMED_TWICE(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "An opening is named twice",
      "开标重复",
      "Name each opening once: a bid has one part for each.",
      "每个开标只能对应投标的一个部分，请勿重复填写。"),
  BIDDER_NAMED_TWICE(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "An enterprise is named twice",
      "投标企业重复",
      "Name each member of the consortium once, and the leader not among the members.",
      "联合体成员不得重复，且成员中不得包含牵头人。"),
  ENTERPRISE_UNKNOWN(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "An enterprise is not known",
      "企业不存在",
      "Let the enterprise be claimed and certified first, then announce the bid again.",
      "请先完成企业认领和认证，再重新创建投标。"),
  ENTERPRISE_IN_TWO_BIDS(
      HttpStatus.CONFLICT,
      "An enterprise has another bid for this lot",
      "同一企业在该标段已有其他投标",
      "Bid for a lot once, alone or in one consortium: take the other bid back before its deadline,"
          + " then repeat this step.",
      "同一企业在同一标段只能单独投标或参加一个联合体投标：请在截止时间前撤回另一份投标后重试。"),
  NOT_THE_LEADER(
      HttpStatus.FORBIDDEN,
      "Only the consortium's leader may do this",
      "仅联合体牵头人可执行此操作",
      "Let somebody act who belongs to the leading enterprise.",
      "请由联合体牵头企业的人员操作。"),
  THRESHOLD_TOO_HIGH(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "More recipients must act together than there are",
      "要求共同解密的人数超过接收者人数",
      "Choose more recipients, or let fewer of them open the bid together.",
      "请增加接收者，或减少共同解密所需的人数。"),
  RECIPIENT_POLICY_NOT_MET(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The opening demands another number of recipients who open a bid together",
      "共同解密的人数不符合本次开标的要求",
      "Choose the recipients again and let as many of them open the bid together as the opening"
          + " demands.",
      "请按本次开标的要求重新选择接收者，并设定共同解密所需的人数。"),
  SHARES_NEEDED(
      HttpStatus.CONFLICT,
      "Several recipients open this bid together",
      "该标书须由多名接收者共同解密",
      "Update the phone's app: it hands in its share of the key, and the bid opens when enough"
          + " recipients have.",
      "请更新手机应用后提交密钥分片；达到规定人数后标书自动解密。"),
  NO_SHARES(
      HttpStatus.CONFLICT,
      "One recipient opens this bid alone",
      "该标书由单名接收者即可解密",
      "Hand in the bid's key instead of a share.",
      "请提交标书密钥，无需提交分片。"),
  WRONG_KEY_SHARE(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "This is not the share that was sealed for this recipient",
      "密钥分片与封装时不一致",
      "Open the bid again on the phone. If it is refused again, let other recipients open it, or use"
          + " the bidder's own file (fallback).",
      "请在手机上重新解密；如仍被拒绝，请由其他接收者解密，或使用投标人自存文件（应急开标）。"),
  REHEARSAL_NOT_NOW(
      HttpStatus.CONFLICT,
      "Opening this bid cannot be rehearsed now",
      "当前不能进行解密演练",
      "Rehearse with a sealed bid before its opening's time; from then on, open it.",
      "请在标书封装之后、开标时间之前进行演练；开标后请直接解密。"),
  REHEARSAL_NOT_FOUND(
      HttpStatus.NOT_FOUND,
      "No such rehearsal goes on",
      "演练不存在或已结束",
      "Begin a new rehearsal on the phone.",
      "请在手机上重新开始演练。");

  private final ProblemDefinition definition;

  BidProblem(HttpStatus status, String titleEn, String titleZh, String nextEn, String nextZh) {
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
