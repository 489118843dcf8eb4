package org.bidseal.problem;

/// What is wrong with one field of a request.
///
/// @param field path of the field: `name`, `recipients[2].certificate`; the parameter's name for a
///   query parameter or header
/// @param messageEn what is wrong, in English
/// @param messageZh what is wrong, in Chinese
public record FieldProblem(String field, String messageEn, String messageZh) {}
