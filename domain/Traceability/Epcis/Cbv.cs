namespace AgriTrace.Domain.Traceability.Epcis;

/// <summary>The standard values of the Core Business Vocabulary 2.0 (clause 7) and of the GS1 Web Vocabulary's measurements.</summary>
public static class Cbv
{
    public static readonly CbvVocabulary BizStep = new(
        "CBV business step", "https://ref.gs1.org/cbv/BizStep-", "urn:epcglobal:cbv:bizstep:",
        """
        accepting arriving assembling collecting commissioning consigning creating_class_instance cycle_counting decommissioning
        departing destroying disassembling dispensing encoding entering_exiting holding inspecting installing killing loading other
        packing picking receiving removing repackaging repairing replacing reserving retail_selling sampling sensor_reporting shipping
        staging_outbound stock_taking stocking storing transporting unloading unpacking void_shipping
        """);

    public static readonly CbvVocabulary Disposition = new(
        "CBV disposition", "https://ref.gs1.org/cbv/Disp-", "urn:epcglobal:cbv:disp:",
        """
        active available completeness_inferred completeness_verified conformant container_closed container_open damaged destroyed
        dispensed disposed encoded expired in_progress in_transit inactive mismatch_class mismatch_instance mismatch_quantity
        needs_replacement no_pedigree_match non_conformant non_sellable_other partially_dispensed recalled reserved retail_sold
        returned sellable_accessible sellable_not_accessible stolen unavailable unknown
        """);

    public static readonly CbvVocabulary BizTransactionType = new(
        "CBV business transaction type", "https://ref.gs1.org/cbv/BTT-", "urn:epcglobal:cbv:btt:",
        "bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt");

    public static readonly CbvVocabulary SourceDestType = new(
        "CBV source or destination type", "https://ref.gs1.org/cbv/SDT-", "urn:epcglobal:cbv:sdt:",
        "owning_party possessing_party location");

    public static readonly CbvVocabulary ErrorReason = new(
        "CBV error reason", "https://ref.gs1.org/cbv/ER-", "urn:epcglobal:cbv:er:",
        "did_not_occur incorrect_data");

    public static readonly CbvVocabulary Component = new(
        "CBV sensor component", "https://ref.gs1.org/cbv/Comp-", null,
        """
        x y z axial_distance azimuth height spherical_radius polar_angle elevation_angle easting northing latitude longitude altitude
        """);

    public static readonly CbvVocabulary SensorAlertType = new(
        "GS1 sensor alert", "https://gs1.org/voc/", null,
        "ALARM_CONDITION ERROR_CONDITION");

    public static readonly CbvVocabulary MeasurementType = new(
        "GS1 measurement type", "https://gs1.org/voc/", null,
        """
        AbsoluteHumidity AbsorbedDose AbsorbedDoseRate Acceleration Radioactivity Altitude AmountOfSubstance
        AmountOfSubstancePerUnitVolume Angle AngularAcceleration AngularMomentum AngularVelocity Area Capacitance Conductance
        Conductivity Count Density Dimensionless DoseEquivalent DoseEquivalentRate DynamicViscosity ElectricCharge ElectricCurrent
        ElectricCurrentDensity ElectricFieldStrength Energy Exposure Force Frequency Illuminance Inductance Irradiance
        KinematicViscosity Length LinearMomentum Luminance LuminousFlux LuminousIntensity MagneticFlux MagneticFluxDensity
        MagneticVectorPotential Mass MassConcentration MassFlowRate MassPerAreaTime MemoryCapacity MolalityOfSolute MolarEnergy
        MolarMass MolarVolume Power Pressure RadiantFlux RadiantIntensity RelativeHumidity Resistance Resistivity SolidAngle
        SpecificVolume Speed SurfaceDensity SurfaceTension Temperature Time Torque Voltage Volume VolumeFlowRate VolumeFraction
        VolumetricFlux Wavenumber
        """);

    private static readonly CbvVocabulary[] WithUrns = [BizStep, Disposition, BizTransactionType, SourceDestType, ErrorReason];

    /// <summary>
    /// A standard value's URN as its web URI, wherever it stands; any other text as it is. Business transaction ids (<c>…:cbv:bt:</c>)
    /// are no vocabulary and stay.
    /// </summary>
    internal static string UrnToWebUri(string text)
    {
        if (!text.StartsWith("urn:epcglobal:cbv:", StringComparison.Ordinal)) return text;
        foreach (var vocabulary in WithUrns)
        {
            if (vocabulary.FromUrn(text) is { } uri) return uri;
        }

        return text;
    }
}
