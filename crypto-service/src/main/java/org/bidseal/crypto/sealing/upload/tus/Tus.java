package org.bidseal.crypto.sealing.upload.tus;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A request of tus, which says its version; {@link TusFilter} looks at it.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(
    name = TusHeaders.RESUMABLE,
    in = ParameterIn.HEADER,
    required = true,
    example = TusHeaders.THIS_VERSION)
@interface Tus {}
