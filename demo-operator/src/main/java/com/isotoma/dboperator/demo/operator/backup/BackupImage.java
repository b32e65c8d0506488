package com.isotoma.dboperator.demo.operator.backup;

import com.isotoma.dboperator.crds.v1alpha1.Driver;
import com.isotoma.dboperator.crds.v1alpha1.DriverSpec;
import com.isotoma.dboperator.demo.v1alpha1.DatabaseBackupSpec;
import com.isotoma.dboperator.demo.v1alpha1.DemoReasons;
import java.util.Optional;

/** Which image makes the backups, and how it is run. */
final class BackupImage {
    /** The Driver whose image can make backups of the demo database. */
    public static final String DRIVER = "demo-http";

    private BackupImage() {}

    /**
     * The Driver's settings, with the spec's image where it names one; without a Driver, that image alone.
     *
     * @throws NotPossible if there is neither
     */
    static DriverSpec of(DatabaseBackupSpec spec, Optional<Driver> driver) {
        var known = driver.map(Driver::getSpec);
        var image = spec.image();
        if (image == null) {
            return known.orElseThrow(() -> new NotPossible(
                    DemoReasons.IMAGE_UNKNOWN,
                    "spec.image is not given, and there is no Driver named " + DRIVER
                            + ": give an image, or apply that Driver"));
        }
        return known.orElseGet(() -> DriverSpec.of(image)).withImage(image);
    }
}
