/// crypto-service co-signs only a digest that it was told to expect. The services that own what is
/// signed tell it by this library; the endpoint and its rules are crypto-service's.
@NullMarked
package org.bidseal.signingexpectations;

import org.jspecify.annotations.NullMarked;
