/// Hostile bytes, found by Jazzer under the guidance of coverage. What it finds it leaves in the
/// test resources, where it is run again for ever.
package org.bidseal.smcrypto.fuzz;
