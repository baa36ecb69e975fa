@{
    # Read by PSScriptAnalyzer and editors. What is left out cannot see how Pester runs its blocks, or is not the custom of Linux.
    ExcludeRules = @(
        'PSUseDeclaredVarsMoreThanAssignments'   # a variable of BeforeAll is used by It
        'PSReviewUnusedParameter'                # so is a parameter of the file
        'PSUseUsingScopeModifierInNewRunspaces'  # and variables of a job that are its own
        'PSUseShouldProcessForStateChangingFunctions'  # helpers of the tests: Start-Workload
        'PSUseBOMForUnicodeEncodedFile'
    )
}
