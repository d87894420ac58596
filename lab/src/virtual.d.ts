/** The script of the reports (`dist/report-client.js`), made when the Lab is built (vite.config.ts). */
declare module "virtual:report-script" {
  export const script: string;
}
